"""The words and tones of states, stages and payments. The tone is a color; the words never depend on it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.disputes.states import State
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.orders.kinds import PaymentState, Stage, Tracking
from amends.core.standing.standings import Standing


@dataclass(frozen=True, slots=True)
class Badge:
    """`tone` is one of the stylesheet's tones; `fill` says how full the dot is: empty, half or full."""

    words: str | Promise
    tone: str
    fill: str = "full"


STATE_BADGES: dict[State, Badge] = {
    State.DRAFT: Badge(_("Draft"), "muted", "dashed"),
    State.UNDER_REVIEW: Badge(_("Under review"), "info", "half"),
    State.EVIDENCE_REQUESTED: Badge(_("Evidence requested"), "warn", "half"),
    State.OFFERED: Badge(_("Offer made"), "violet", "half"),
    State.AGREED: Badge(_("Agreed"), "accent", "half"),
    State.SETTLING: Badge(_("Being settled"), "accent", "most"),
    State.SETTLED: Badge(_("Settled"), "good"),
    State.REJECTED: Badge(_("Rejected"), "bad"),
    State.WITHDRAWN: Badge(_("Withdrawn"), "muted"),
    State.EXPIRED: Badge(_("Expired"), "muted"),
}

STAGE_BADGES: dict[Stage, Badge] = {
    Stage.PENDING: Badge(_("Pending"), "muted", "empty"),
    Stage.PROCESSING: Badge(_("Processing"), "info", "half"),
    Stage.DISPATCHED: Badge(_("Dispatched"), "accent", "most"),
    Stage.COMPLETED: Badge(_("Completed"), "good"),
    Stage.CLOSED: Badge(_("Closed"), "muted"),
}

PAYMENT_BADGES: dict[PaymentState, Badge] = {
    PaymentState.UNPAID: Badge(_("Unpaid"), "warn", "empty"),
    PaymentState.PAID: Badge(_("Paid"), "good"),
    PaymentState.PARTLY_REFUNDED: Badge(_("Partly refunded"), "violet", "half"),
    PaymentState.REFUNDED: Badge(_("Refunded"), "violet"),
}

TRACKING_BADGES: dict[Tracking, Badge] = {
    Tracking.NONE: Badge(_("No tracking yet"), "muted", "empty"),
    Tracking.IN_TRANSIT: Badge(_("In transit"), "info", "half"),
    Tracking.DELIVERED: Badge(_("Delivered"), "good"),
    Tracking.ALERT: Badge(_("Tracking alert"), "warn"),
    Tracking.EXPIRED: Badge(_("Tracking expired"), "muted"),
    Tracking.RETURNED: Badge(_("Returned to sender"), "bad"),
}

CLAIM_BADGES: dict[ExternalState, Badge] = {
    ExternalState.NEEDS_RESPONSE: Badge(_("Needs an answer"), "warn", "half"),
    ExternalState.UNDER_REVIEW: Badge(_("With the payment house"), "info", "half"),
    ExternalState.WON: Badge(_("Won"), "good"),
    ExternalState.LOST: Badge(_("Lost"), "bad"),
    ExternalState.CLOSED: Badge(_("Closed"), "muted"),
}

CLAIM_KINDS: dict[ExternalKind, str | Promise] = {
    ExternalKind.EARLY_WARNING: _("Early warning"),
    ExternalKind.INQUIRY: _("Inquiry"),
    ExternalKind.CHARGEBACK: _("Chargeback"),
    ExternalKind.REFUND: _("Refund made there"),
}

PROVIDERS: dict[str, str | Promise] = {
    "sandbox": _("Sandbox"),
    "stripe": "Stripe",
    "paypal": "PayPal",
    "wallet": _("Balance"),
    "bonus": _("Bonus"),
    "bank": _("Bank"),
}
"""What payment houses, and what pays beside them, are called."""

STANDING_BADGES: dict[Standing, Badge] = {
    Standing.GOOD: Badge(_("Good standing"), "good"),
    Standing.WARNED: Badge(_("Warned"), "warn", "half"),
    Standing.RESTRICTED: Badge(_("Restricted"), "warn", "most"),
    Standing.BLOCKED: Badge(_("Blocked"), "bad"),
}
