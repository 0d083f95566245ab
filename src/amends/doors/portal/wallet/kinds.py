"""What the kinds of a wallet's entries are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KIND_WORDS: dict[str, str | Promise] = {
    "benefit": _("Top-up benefit"),
    "benefit_return": _("Benefit taken back"),
    "chargeback": _("Chargeback"),
    "chargeback_won": _("Chargeback won back"),
    "order_payment": _("Order paid from the balance"),
    "refund": _("Refund of a dispute"),
    "top_up": _("Top-up"),
    "withdrawal": _("Withdrawal"),
    "withdrawal_fee": _("Withdrawal fee"),
}


def kind_words(kind: str) -> str:
    """The kind in words; one that has none is its own name, readable."""
    return str(KIND_WORDS.get(kind, kind.replace("_", " ").capitalize()))
