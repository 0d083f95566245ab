"""An account's disputes as CJ's clients list them: one statement a page, its session's check included."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from amends.core.disputes.reasons import Reason, Wish
from amends.core.disputes.states import State
from amends.core.orders.parts import Parts
from amends.records.disputes.opening import Caller

_LIST = files(__package__).joinpath("list_disputes.sql").read_text()
MOST = 10_000
"""Disputes of a list are counted up to here; nobody turns that many pages."""

_HEAD = 5


class ClaimedLine(NamedTuple):
    """A claimed line; `goods` is what was charged for all `ordered` units of it, minor units."""

    id: UUID
    sku: str
    name: str
    picture: str
    goods: int
    ordered: int
    claimed: int
    supplier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSeen:
    """A dispute. `outcome` is empty until it is decided; `awarded` is a refund by its parts, minor units.

    `sent_again` is what was charged for the goods claimed, and `resend` the order that sends them again.
    """

    id: UUID
    number: str
    order: UUID
    state: State
    reason: Reason
    wish: Wish
    opened_at: datetime
    outcome: str
    amount: int
    awarded: Parts
    resend: str
    sent_again: int
    lines: tuple[ClaimedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesWanted:
    """Which disputes: of states, of an order (any of its names), of a number. Without names all of them."""

    currency: str
    states: Sequence[State] | None = None
    order: str | None = None
    short_id: int | None = None
    dispute: str | None = None


class DisputesSeen(NamedTuple):
    """`caller` is None for a dead session, and then there is nothing else; `total` is counted to MOST."""

    caller: Caller | None
    total: int
    rows: list[DisputeSeen]


def list_disputes(
    wanted: DisputesWanted, *, session: bytes, now: datetime, page: int = 1, size: int = 1
) -> DisputesSeen:
    """A page of what the session's account has of what is wanted, newest first."""
    told: dict[str, Any] = {
        "session": session,
        "now": now,
        "currency": wanted.currency,
        "states": None if wanted.states is None else [state.value for state in wanted.states],
        "order": wanted.order,
        "short_id": wanted.short_id,
        "dispute": wanted.dispute,
        "most": MOST,
        "limit": size,
        "offset": min((page - 1) * size, MOST),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LIST, told)
        rows = cursor.fetchall()
    if not rows:
        return DisputesSeen(None, 0, [])
    return DisputesSeen(Caller(*rows[0][:4]), rows[0][4], [_seen(row[_HEAD:]) for row in rows if row[_HEAD]])


def _seen(row: tuple[Any, ...]) -> DisputeSeen:
    id_, number, order, state, reason, wish, opened_at, outcome, amount, resend, *parts, sent_again, lines = row
    told = json.loads(lines) if isinstance(lines, str) else lines
    return DisputeSeen(
        id=id_,
        number=number,
        order=order,
        state=State(state),
        reason=Reason(reason),
        wish=Wish(wish),
        opened_at=opened_at,
        outcome=outcome or "",
        amount=amount or 0,
        awarded=Parts(*(part or 0 for part in parts)),
        resend=resend or "",
        sent_again=sent_again or 0,
        lines=tuple(ClaimedLine(UUID(line[0]), *line[1:]) for line in told or ()),
    )
