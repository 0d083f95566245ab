"""What events, states and refusals are called on these pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.refusals import Refusal
from amends.core.webhooks.endpoints import Closed, DeliveryState

Word = str | Promise

GROUPS: dict[str, Word] = {
    "dispute": _("Disputes"),
    "message": _("Messages"),
    "order": _("Orders"),
    "settlement": _("Settlements"),
    "external_claim": _("Claims at payment houses"),
    "standing": _("Standing of the account"),
    "wallet": _("Balance"),
    "top_up": _("Top-ups"),
    "withdrawal": _("Withdrawals"),
}
"""By the first part of an event's type."""

CLOSED_WORDS: dict[Closed, Word] = {
    Closed.ASKED: _("Disabled by hand. Nothing is sent, and what happens meanwhile is not sent afterwards."),
    Closed.FAILING: _("Disabled: for three days nothing arrived. Repair it, then enable it and replay what was left."),
    Closed.GONE: _("Disabled: it answered 410, which says that it wants no more."),
}

DELIVERY_BADGES: dict[DeliveryState, tuple[Word, str, str]] = {
    DeliveryState.WAITING: (_("Waiting"), "info", "half"),
    DeliveryState.DELIVERED: (_("Delivered"), "good", "full"),
    DeliveryState.FAILED: (_("Failed"), "bad", "full"),
}
"""Words, tone and fill."""


def refusal_words(refusal: Refusal) -> str:
    """The refusal in the reader's language."""
    return refusal.words(gettext)


def grouped(types: tuple[str, ...]) -> list[tuple[Word, list[tuple[str, str]]]]:
    """The types as choices of a form, by their first part, in the order of GROUPS."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in GROUPS}
    for one in types:
        found[one.partition(".")[0]].append((one, one))
    return [(GROUPS[name], choices) for name, choices in found.items() if choices]
