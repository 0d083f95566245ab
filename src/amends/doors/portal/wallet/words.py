"""What the wallet's words are called on its pages."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.refusals import Refusal
from amends.core.wallet.paying import ENTRY as ORDER_PAID
from amends.core.wallet.payout import PayoutMethod
from amends.core.wallet.taking_back import GIVEN_ENTRY, TAKEN_ENTRY
from amends.core.wallet.top_ups import ENTRY as TOP_UP
from amends.core.wallet.top_ups import TopUpState
from amends.core.wallet.withdrawals import FROZEN_ENTRY, PAID_ENTRY, RETURNED_ENTRY, WithdrawalState
from amends.doors.portal.refusals import refusal_words

Words = str | Promise

KINDS: dict[str, Words] = {
    TOP_UP: _("Top-up"),
    TAKEN_ENTRY: _("Top-up taken back"),
    GIVEN_ENTRY: _("Top-up given back"),
    ORDER_PAID: _("Order paid"),
    "refund": _("Refund of a dispute"),
    FROZEN_ENTRY: _("Withdrawal asked, frozen"),
    PAID_ENTRY: _("Withdrawal paid out"),
    RETURNED_ENTRY: _("Withdrawal returned"),
}
"""Of the ledger's entries in a wallet."""


def kind_words(kind: str) -> str:
    """The kind in words; one that has none is its own name, readable."""
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


PROVIDERS: dict[str, Words] = {
    "sandbox": _("Sandbox"),
    "stripe": _("Card (Stripe)"),
    "paypal": _("PayPal"),
    "wallet": _("Balance"),
    "bonus": _("Bonus"),
}

METHODS: dict[PayoutMethod, Words] = {PayoutMethod.BANK: _("Bank transfer"), PayoutMethod.PAYPAL: _("PayPal")}

TOP_UP_STATES: dict[TopUpState, tuple[Words, str, str]] = {
    TopUpState.BEGUN: (_("Waiting for the payment house"), "info", "half"),
    TopUpState.PAID: (_("Paid"), "good", "full"),
    TopUpState.FAILED: (_("Failed"), "bad", "full"),
    TopUpState.CANCELED: (_("Canceled"), "muted", "full"),
}
"""Words, tone and fill of a badge."""

WITHDRAWAL_STATES: dict[WithdrawalState, tuple[Words, str, str]] = {
    WithdrawalState.ASKED: (_("Waiting for finance"), "info", "half"),
    WithdrawalState.APPROVED: (_("Paid out"), "good", "full"),
    WithdrawalState.REFUSED: (_("Refused"), "bad", "full"),
    WithdrawalState.CANCELED: (_("Canceled"), "muted", "full"),
}


def withdrawal_badge(state: str, *, taken_up: bool) -> tuple[Words, str, str]:
    """Of one that finance has taken up, that it is being paid out."""
    if taken_up and state == WithdrawalState.ASKED.value:
        return _("Being paid out"), "info", "most"
    return WITHDRAWAL_STATES[WithdrawalState(state)]


def provider_words(provider: str) -> Words:
    """A provider by its name; one that has no words yet by its own."""
    return PROVIDERS.get(provider, provider.title())


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Shows the refusal at the field it is about, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal_words(refusal))
