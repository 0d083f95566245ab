"""Finding disputes by more than their state, and across accounts: for the API, in statements of their own.

The list that merchants ask for most has its own statement, whose plan is kept (`queries_list`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from amends.core.disputes.states import State
from amends.records.disputes.answers import DisputeRow
from amends.records.disputes.models import Dispute
from amends.records.keyset import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesWanted:
    """Which disputes: of one account, or (None) of all; in `states`, or in any.

    `order` is a number; `request_key` is the opener's own; opened from `since` on and before `until`.
    """

    account_id: UUID | None
    states: Sequence[State] = ()
    order: str | None = None
    request_key: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def find_disputes(wanted: DisputesWanted, *, after: Place, limit: int) -> list[DisputeRow]:
    """At most `limit` of them after a place, latest opened first. One statement."""
    ties = Q(opened_at__lt=after.at) | Q(id__lt=after.id)
    found = Dispute.objects.filter(_asked(wanted), ties, opened_at__lte=after.at).order_by("-opened_at", "-id")
    rows = found.values_list(
        *("id", "number", F("order__number"), "state", "reason", "wish", "asked", "currency"),
        *("opened_at", "due_at", "version", "account_id"),
    )
    return [DisputeRow(*row) for row in rows[:limit]]


def _asked(wanted: DisputesWanted) -> Q:
    asked = Q(account_id=wanted.account_id) if wanted.account_id else Q()
    if wanted.states:
        asked &= Q(state__in=sorted({state.value for state in wanted.states}))
    if wanted.order is not None:
        own = {"order__account_id": wanted.account_id} if wanted.account_id else {}
        asked &= Q(order__number=wanted.order, **own)
    if wanted.request_key is not None:
        asked &= Q(request_key=wanted.request_key)
    if wanted.since is not None:
        asked &= Q(opened_at__gte=wanted.since)
    return asked if wanted.until is None else asked & Q(opened_at__lt=wanted.until)
