"""The words for claims that payment houses tell us of. Each provider's own are translated by its gateway."""

from enum import StrEnum


class ExternalKind(StrEnum):
    """What was raised at the payment house.

    An early warning announces a chargeback and moves no money; an inquiry asks, and moves none; a chargeback (and
    what PayPal calls a claim) takes the money until it is decided. A refund was made there by hand, past us.
    """

    EARLY_WARNING = "early_warning"
    INQUIRY = "inquiry"
    CHARGEBACK = "chargeback"
    REFUND = "refund"


class ExternalState(StrEnum):
    """Where it stands. `won` and `lost` are the platform's; `closed` ended without a verdict about money."""

    NEEDS_RESPONSE = "needs_response"
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"
    CLOSED = "closed"


class ExternalStep(StrEnum):
    """What can happen to a claim here, closed: its history tells nothing else."""

    TOLD = "told"
    MONEY_MOVED = "money_moved"
    MATCHED = "matched"
    DISMISSED = "dismissed"
    TAKEN_BACK = "taken_back"
    UNMATCHED = "unmatched"
    TAKES_NO_MORE = "takes_no_more"
