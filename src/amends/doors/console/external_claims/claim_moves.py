"""What staff do about a claim: match it, look again for its payment, set it aside, take it back, wait no longer."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.external_claims.refusals import ClaimUnseen
from amends.core.refusals import Refusal
from amends.doors.console.external_claims.claim_page import show_claim
from amends.doors.console.external_claims.forms import NO_MORE_IDS, DismissForm, MatchForm, NoMoreForm, UnmatchForm
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.usecases.external_claims.dismiss_claim import DismissClaim, dismiss_claim, take_back_claim
from amends.usecases.external_claims.look_again import LookAgain, look_again
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.say_no_more import SayNoMore, say_no_more
from amends.usecases.external_claims.unmatch_claim import UnmatchClaim, unmatch_claim


@post_only()
@staff_page(Permission.STAFF_CLAIM_MANAGE)
def match(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """Puts the claim on the chosen order or top-up."""
    form = MatchForm(request.POST)

    def verb() -> str:
        told = form.cleaned_data
        ask = MatchClaim(claim_id=claim_id, order_id=told["order"], top_up_id=told["top_up"])
        match_claim(ask=ask, actor=request.actor, now=timezone.now())
        return _("The claim now stands on its top-up.") if told["top_up"] else _("The claim now stands on its order.")

    return _done(request, claim_id, form, verb)


@post_only()
@staff_page(Permission.STAFF_CLAIM_MANAGE)
def look(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """Looks for its payment again."""

    def verb() -> str:
        found = look_again(ask=LookAgain(claim_id=claim_id), actor=request.actor, now=timezone.now())
        return _("The payment was found.") if found else _("Its payment is still not known.")

    return _done(request, claim_id, forms.Form(request.POST), verb)


@post_only()
@staff_page(Permission.STAFF_CLAIM_MANAGE)
def dismiss(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """Sets the claim aside."""
    form = DismissForm(request.POST)

    def verb() -> str:
        ask = DismissClaim(claim_id=claim_id, words=form.cleaned_data["words"])
        dismiss_claim(ask=ask, actor=request.actor, now=timezone.now())
        return _("The claim is set aside.")

    return _done(request, claim_id, form, verb)


@post_only()
@staff_page(Permission.STAFF_CLAIM_MANAGE)
def take_back(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """Has a claim that was set aside wait for somebody again."""

    def verb() -> str:
        take_back_claim(claim_id=claim_id, actor=request.actor, now=timezone.now())
        return _("The claim waits for its order again.")

    return _done(request, claim_id, forms.Form(request.POST), verb)


@post_only()
@staff_page(Permission.STAFF_CLAIM_MANAGE)
def unmatch(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """Takes a claim from where a person put it by mistake."""
    form = UnmatchForm(request.POST)

    def verb() -> str:
        ask = UnmatchClaim(claim_id=claim_id, words=form.cleaned_data["words"])
        unmatch_claim(ask=ask, actor=request.actor, now=timezone.now())
        return _("The match is undone; the claim waits for somebody who knows what it is about.")

    return _done(request, claim_id, form, verb)


@post_only()
@staff_page(Permission.STAFF_CLAIM_MANAGE)
def no_more(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """Has withdrawals wait no longer for a claim on a top-up."""
    form = NoMoreForm(request.POST, auto_id=NO_MORE_IDS)

    def verb() -> str:
        ask = SayNoMore(claim_id=claim_id, words=form.cleaned_data["words"])
        say_no_more(ask=ask, actor=request.actor, now=timezone.now())
        return _("Nothing waits for this claim any more.")

    return _done(request, claim_id, form, verb)


def _done(request: StaffRequest, claim_id: UUID, form: forms.Form, verb: Callable[[], str]) -> HttpResponse:
    """The page after `verb`, which says what it did; or the form again with what was wrong."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            messages.success(request, verb())
        except ClaimUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            return redirect("console:claim", claim_id)
    return show_claim(request, claim_id, refused=form, status=status)
