"""Refusals on staff's pages: their words beside the form, and the status that fits their kind."""

from http import HTTPStatus

from django import forms
from django.utils.translation import gettext

from amends.core.refusals import Refusal

STATUS_OF_KIND = {
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unauthenticated": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "unseen": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
}

_FIELD_OF = {"wish": "outcome"}
"""Where a form here calls a refusal's field by another name."""


def refusal_words(refusal: Refusal) -> str:
    """The refusal in the reader's language."""
    return refusal.words(gettext)


def refuse(form: forms.Form, refusal: Refusal) -> HTTPStatus:
    """Shows the refusal at the field it is about, or above the form; the status of the answer."""
    field = _FIELD_OF.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, refusal_words(refusal))
    return STATUS_OF_KIND[refusal.kind]
