"""Settlements for the book: stuck ones first, then what is under way, then what is done. Amounts in minor units."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from amends.core.access import Side
from amends.core.decisions.award import Outcome
from amends.core.disputes.states import STATES, State
from amends.core.settlements.legs import LegState
from amends.records.keyset import Place
from amends.records.settlements.models import Leg, Settlement
from amends.records.settlements.queries_decision import LegShown, leg_shown

_UNDER_WAY = [state.value for state, facts in STATES.items() if facts.open and facts.awaited is Side.SYSTEM]


class SettlementTab(StrEnum):
    """Stuck: a leg failed or its outcome is unknown, or the time by which it should be done has passed."""

    STUCK = "stuck"
    RUNNING = "running"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRow:
    """One settlement with its legs, by their numbers. `due_at`: when finance is told (again); None once it is finished.

    `reopened_at` is when something was owed again after everything had been paid. `over` is by how much what was
    refunded and promised of the order, and what claims at payment houses took of it, exceed its charge; `left` is
    what they leave of it, nothing while a claim holds money. `taken_elsewhere` was cut: if something is left, it is
    owed again.
    """

    id: UUID
    dispute: str
    state: State
    account_id: UUID
    account: str
    outcome: Outcome
    amount: int
    currency: str
    planned_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    reopened_at: datetime | None
    over: int
    left: int
    taken_elsewhere: int
    legs: tuple[LegShown, ...]


def read_settlements(
    *, tab: SettlementTab, now: datetime, size: int, beyond: Place | None = None
) -> tuple[list[SettlementRow], Place | None]:
    """A page of a tab and where the next one goes on: due soonest first; finished ones latest planned first.

    Two statements. What is under way is found through its dispute, whose index holds open ones only.
    """
    rows = _all()
    wanted = _finished(rows, beyond) if tab is SettlementTab.FINISHED else _under_way(rows, tab, now, beyond)
    return _page(wanted, size)


def settlements_of_account(
    *, account_id: UUID, size: int, beyond: Place | None = None
) -> tuple[list[SettlementRow], Place | None]:
    """A page of an account's settlements, of every tab, latest planned first, and where the next one goes on."""
    own = _all().filter(account_id=account_id)
    return _page((own if beyond is None else own.filter(id__lt=beyond.id)).order_by("-id"), size)


def _page(wanted: QuerySet[Settlement, Any], size: int) -> tuple[list[SettlementRow], Place | None]:
    found = list(wanted[: size + 1])
    more, found = len(found) > size, found[:size]
    last: Any = found[-1] if more else None
    return _with_legs(found), Place(last.due_at or last.planned_at, last.id) if last else None


def reopened_settlements(*, most: int) -> list[SettlementRow]:
    """Settlements of settled disputes of which a refund came back, longest open first: somebody must see to each."""
    rows = _all().filter(finished_at__isnull=True, reopened_at__isnull=False).order_by("reopened_at", "id")
    return _with_legs(list(rows[:most]))


def settlements_owed_again(*, most: int) -> list[SettlementRow]:
    """Settlements cut for a claim that was reversed since: their orders have money again. The longest planned first."""
    rows = _all().filter(Q(over__lt=0, held=0), taken_elsewhere__gt=0).order_by("planned_at", "id")
    return _with_legs(list(rows[:most]))


def one_settlement(settlement_id: UUID) -> SettlementRow | None:
    """One settlement with its legs."""
    return next(iter(_with_legs(list(_all().filter(id=settlement_id)))), None)


def _all() -> QuerySet[Settlement, Any]:
    return Settlement.objects.annotate(
        number=F("dispute__number"),
        state=F("dispute__state"),
        due_at=Coalesce("dispute__due_at", "remind_at"),
        account_name=F("account__name"),
        outcome=F("decision__outcome"),
        over=_over("dispute__order__root_order__", _over("dispute__order__")),
        held=Coalesce("dispute__order__root_order__external_open", "dispute__order__external_open"),
    )


def _over(order: str, otherwise: Any = None) -> Any:
    """Refunded, reserved and taken by claims less charged, of the order named so; a resend draws on its origin."""
    sums = F(f"{order}refunded") + F(f"{order}reserved") + F(f"{order}external_claimed") - F(f"{order}charged")
    return sums if otherwise is None else Coalesce(sums, otherwise)


def _with_legs(found: list[Settlement]) -> list[SettlementRow]:
    legs: dict[UUID, list[Leg]] = defaultdict(list)
    for leg in Leg.objects.filter(settlement__in=[row.id for row in found]).order_by("number"):
        legs[leg.settlement_id].append(leg)
    return [_row(row, legs[row.id]) for row in found]


def _under_way(
    rows: QuerySet[Settlement, Any], tab: SettlementTab, now: datetime, beyond: Place | None
) -> QuerySet[Settlement, Any]:
    troubled = Leg.objects.filter(settlement=OuterRef("pk"), state__in=[LegState.FAILED, LegState.UNKNOWN])
    stuck = Q(Exists(troubled)) | Q(dispute__due_at__lte=now)
    wanted = rows.filter(stuck if tab is SettlementTab.STUCK else ~stuck, dispute__state__in=_UNDER_WAY)
    wanted = wanted.filter(dispute__due_at__isnull=False)
    if beyond is not None:
        ties = Q(dispute__due_at__gt=beyond.at) | Q(id__gt=beyond.id)
        wanted = wanted.filter(Q(dispute__due_at__gte=beyond.at) & ties)
    return wanted.order_by("dispute__due_at", "id")


def _finished(rows: QuerySet[Settlement, Any], beyond: Place | None) -> QuerySet[Settlement, Any]:
    wanted = rows.filter(finished_at__isnull=False)
    return (wanted if beyond is None else wanted.filter(id__lt=beyond.id)).order_by("-id")


def _row(row: Any, legs: list[Leg]) -> SettlementRow:
    """`row` is a Settlement with what `read_settlements` adds."""
    return SettlementRow(
        id=row.id,
        dispute=row.number,
        state=State(row.state),
        account_id=row.account_id,
        account=row.account_name,
        outcome=Outcome(row.outcome),
        amount=row.amount,
        currency=row.currency,
        planned_at=row.planned_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        reopened_at=row.reopened_at,
        over=max(0, row.over),
        left=0 if row.held else max(0, -row.over),
        taken_elsewhere=row.taken_elsewhere,
        legs=tuple(leg_shown(leg) for leg in legs),
    )
