"""Saying no on a page that has no form to say it in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from amends.core.refusals import Refusal
from amends.doors.portal.account.words import refusal_words
from amends.doors.portal.session import MerchantRequest, forbidden


def refused(request: MerchantRequest, refusal: Refusal) -> HttpResponse:
    """The account page with the refusal's words; 403 for a role that may not. Raises Http404 for what is not seen."""
    if refusal.kind == "unseen":
        raise Http404
    if refusal.kind == "forbidden":
        return forbidden(request)
    messages.error(request, refusal_words(refusal))
    return redirect("account:page")
