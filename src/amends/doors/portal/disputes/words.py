"""What operations, purposes and parts are called on the merchant's pages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.evidence.purposes import Purpose
from amends.core.settlements.legs import Unrefundable

Words = str | Promise


@dataclass(frozen=True, slots=True)
class WishWords:
    """`title` on the form, `hint` under it, and `asked` in a sentence's place: “Back to balance”."""

    title: Words
    hint: Words
    asked: Words


WISHES: dict[Wish, WishWords] = {
    Wish.REFUND_WALLET: WishWords(
        _("Refund: back to balance"),
        _("In your wallet as soon as it is agreed."),
        _("Refund, back to balance"),
    ),
    Wish.REFUND_ORIGINAL: WishWords(
        _("Refund: return to the original way"),
        _("Back to the card or account you paid with; your payment house may take some days to show it."),
        _("Refund, the original way"),
    ),
    Wish.RESEND: WishWords(
        _("Resend"),
        _("The same goods again, free of charge. You check items and address before anything is sent."),
        _("Resend of the goods"),
    ),
}

OUTCOMES: dict[Outcome, Words] = {
    Outcome.REFUND_WALLET: _("Back to balance"),
    Outcome.REFUND_ORIGINAL: _("Back the original way"),
    Outcome.RESEND: _("Resend"),
    Outcome.REJECT: _("Rejected"),
}

PURPOSES: dict[Purpose, Words] = {
    Purpose.COMPLAINT: _("The buyer's complaint"),
    Purpose.PRODUCT: _("The product"),
    Purpose.PARCEL: _("The parcel"),
    Purpose.CERTIFICATE: _("The post office's certificate"),
    Purpose.OTHER: _("Anything else that helps"),
}

WHY_NOT: dict[str, Words] = {
    Unrefundable.TOO_OLD: _("the payment is too old to be refunded there"),
    Unrefundable.DISPUTED: _("the money is disputed there"),
    Unrefundable.NOTHING_LEFT: _("the money, or part of it, has gone back already"),
    Unrefundable.NOT_FOUND: _("the payment is no longer known there"),
    Unrefundable.NOT_HERE: _("we cannot refund there any more"),
}
"""Why a payment house did not refund, where it said so."""
