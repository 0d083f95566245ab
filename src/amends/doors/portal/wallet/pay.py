"""Paying an order from the balance."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor, Permission
from amends.core.refusals import Refusal
from amends.core.wallet.paying import BalanceTooLow, Due, Parts, plan_payment, why_not_payable
from amends.core.wallet.taking_back import spendable
from amends.doors.look.posting import post_only
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.ledger.wallet_page import balances
from amends.records.wallet.held import held_top_ups
from amends.usecases.wallet.pay_order import PayOrder, pay_order


@dataclass(frozen=True, slots=True)
class Offer:
    """What paying would take from the balance, or why it does not reach."""

    due: Due
    parts: Parts | None
    why_not: str


def payment_offer(due: Due, *, account_id: UUID, actor: Actor) -> Offer | None:
    """For an order's page; None where this person cannot pay this order."""
    if not actor.may(Permission.MERCHANT_WALLET_PAY) or why_not_payable(due):
        return None
    stands = next((one for one in balances(account_id) if one.currency == due.currency), None)
    there = {"cash": stands.cash, "bonus": stands.bonus} if stands else {"cash": 0, "bonus": 0}
    cash, bonus = spendable(held_top_ups(account_id), currency=due.currency, **there)
    try:
        return Offer(due, plan_payment(due, bonus=bonus, cash=cash), "")
    except BalanceTooLow as refusal:
        return Offer(due, None, refusal_words(refusal))


@post_only()
@merchant_page(Permission.MERCHANT_WALLET_PAY)
def pay(request: MerchantRequest, number: str) -> HttpResponse:
    """Bonus first, then cash; all or nothing. Back to the order, with what was taken or why nothing was."""
    try:
        pay_order(ask=PayOrder(number=number, due=_shown(request)), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        status_of(refusal)
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("Order %(number)s is paid from your balance.") % {"number": number})
    return redirect("portal:order", number)


def _shown(request: MerchantRequest) -> int:
    """What the page said to be due; nothing is ever due that reads otherwise."""
    told = request.POST.get("due", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
