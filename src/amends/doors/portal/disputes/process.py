"""A dispute's page, its pop-up, and the merchant's moves on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.settlements.legs import Method
from amends.doors.look.posting import post_only
from amends.doors.portal.disputes.opening_page import address_is_verified
from amends.doors.portal.disputes.process_page import POP_UP, show_process
from amends.doors.portal.disputes.sent_form import storable
from amends.doors.portal.refusals import status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg


@require_safe
@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def dispute(request: MerchantRequest, number: str) -> HttpResponse:
    """The dispute as a page."""
    return show_process(request, number)


@require_safe
@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def pop_up(request: MerchantRequest, number: str) -> HttpResponse:
    """The same as a dialog, for a list or an order's page; asked for by itself, it leads to the page."""
    if not request.headers.get("HX-Request"):
        return redirect("portal:dispute", number)
    return show_process(request, number, template=POP_UP)


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_ANSWER)
def agree(request: MerchantRequest, number: str) -> HttpResponse:
    """Agrees to the offer that the page showed; if another stands now, it is shown instead."""
    return _answer(request, number, agree=True, done=_("Agreed. It is carried out now."))


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_ANSWER)
def decline(request: MerchantRequest, number: str) -> HttpResponse:
    """Declines the offer that the page showed, with words."""
    return _answer(request, number, agree=False, done=_("Declined. The case goes back to review."))


def _answer(request: MerchantRequest, number: str, *, agree: bool, done: str) -> HttpResponse:
    words = storable(request.POST.get("words", ""))
    ask = AnswerOffer(
        dispute=number,
        round=number_in(request, "round") or 0,
        agree=agree,
        words=words,
        address_verified=address_is_verified(request.actor),
    )
    return move(
        request,
        number,
        lambda: answer_offer(ask=ask, actor=request.actor, now=timezone.now()),
        form="agree" if agree else "decline",
        words=words,
        done=done,
    )


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_WITHDRAW)
def withdraw(request: MerchantRequest, number: str) -> HttpResponse:
    """Withdraws the dispute; a page that shows an earlier state is refused first."""
    ask = WithdrawDispute(dispute=number, version=number_in(request, "version"))
    return move(
        request,
        number,
        lambda: withdraw_dispute(ask=ask, actor=request.actor, now=timezone.now()),
        form="withdraw",
        done=_("The dispute is withdrawn and the order goes on."),
    )


@post_only("../../")
@merchant_page(Permission.MERCHANT_DISPUTE_ANSWER)
def take_to_balance(request: MerchantRequest, number: str, leg_id: UUID) -> HttpResponse:
    """Takes a refund that failed to the balance instead."""
    ask = ReplaceLeg(leg_id=leg_id, to=Method.WALLET)
    return move(
        request,
        number,
        lambda: replace_leg(ask=ask, actor=request.actor, now=timezone.now()),
        form="balance",
        done=_("It is on its way to your balance."),
    )


def move(
    request: MerchantRequest, number: str, verb: Callable[[], object], *, form: str, done: str, words: str = ""
) -> HttpResponse:
    """Does it and shows the dispute; refused, the dispute as it stands with the refusal beside the form."""
    try:
        verb()
    except Refusal as refusal:
        return show_process(request, number, refused=refusal, form=form, words=words, status=status_of(refusal))
    messages.success(request, done)
    return redirect("portal:dispute", number)


def number_in(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
