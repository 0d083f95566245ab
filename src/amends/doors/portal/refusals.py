"""Refusals on merchants' pages: their words, and the status that fits their kind."""

from http import HTTPStatus

from django.http import Http404
from django.utils.translation import gettext

from amends.core.refusals import Refusal

STATUS_OF_KIND = {
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unauthenticated": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "unseen": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
}


def refusal_words(refusal: Refusal) -> str:
    """The refusal in the reader's language."""
    return refusal.words(gettext)


def status_of(refusal: Refusal) -> HTTPStatus:
    """The status of the page that says it. Raises Http404 for what is absent or somebody else's: no page says more."""
    if refusal.kind == "unseen":
        raise Http404
    return STATUS_OF_KIND[refusal.kind]
