"""The one place where a dispute's state changes after its opening, and the one where its hold is released."""

from datetime import datetime

from django.conf import settings
from django.db.models import F

from amends.core.disputes.deadlines import due_at
from amends.core.disputes.states import STATES, State
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import Case
from amends.records.disputes.models import Claim, Dispute
from amends.records.notices.announce import announce
from amends.records.orders.models import Order, OrderLine
from amends.records.trail.record import TRAIL_FIELDS

_MOVED = ("state", "state_since", "due_at", "closed_at", "escalations", "version", *TRAIL_FIELDS)


def enter(dispute: Dispute, state: State, *, now: datetime) -> None:
    """Puts the dispute into `state` in memory, with the absolute time until which it waits there.

    Its version moves on with the state: a page that shows an earlier state is stale, a reminder makes none so.
    """
    if dispute.state != state.value:
        dispute.version += 1
        dispute.state, dispute.state_since = state.value, now
    dispute.due_at = due_at(state, now=now, waits=settings.DISPUTE_WAITS)
    dispute.closed_at = None if STATES[state].open else now


def save_moved(dispute: Dispute, *more: str) -> None:
    """Writes what `enter` and the trail changed, and the fields named besides."""
    dispute.save(update_fields=[*_MOVED, *more])


def release(case: Case, *, now: datetime) -> None:
    """Ends the claim on each line and, if no other dispute is open, the order's hold, which is announced."""
    Claim.objects.filter(dispute=case.dispute).update(open=False)
    for claim in case.claims:
        OrderLine.objects.filter(id=claim.line_id).update(claimed=F("claimed") - claim.quantity, open_dispute_id=None)
    Order.objects.filter(id=case.order.id).update(open_disputes=F("open_disputes") - 1)
    if case.order.open_disputes == 1:
        announce(
            TrailCode.ORDER_RELEASED,
            account_id=case.order.account_id,
            now=now,
            order_id=case.order.id,
            dispute_id=case.dispute.id,
            trail_seq=case.dispute.trail_seq + 1,  # that of the move which follows and released it
            number=case.dispute.number,
            order=case.order.number,
        )
