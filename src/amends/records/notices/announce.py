"""Putting an announcement into the outbox, within the transaction of the change it tells of."""

from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.resources import files
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from amends.core.standing.codes import StandingCode
from amends.core.trail.codes import TrailCode
from amends.records.copying import copy_rows
from amends.records.ids import new_id
from amends.records.notices.models import Outbox

_ANNOUNCE = files(__package__).joinpath("announce.sql").read_text()


def announce(
    code: TrailCode | StandingCode,
    *,
    account_id: UUID | None,
    now: datetime,
    order_id: UUID | None = None,
    dispute_id: UUID | None = None,
    trail_seq: int | None = None,
    **facts: str | int | UUID | datetime | None,
) -> None:
    """One outbox row. The drainer numbers it after commit; `facts` are what webhooks tell and notices put into words:

    codes, ids, whole minor units and times, never words of ours.
    `trail_seq` is the length of the dispute's trail with this change; `account_id` None for what is the platform's own.
    """
    row: dict[str, Any] = {
        "id": new_id(),
        "account_id": account_id,
        "code": code.value,
        "order_id": order_id,
        "dispute_id": dispute_id,
        "trail_seq": trail_seq,
        "facts": Jsonb({name: _plain(fact) for name, fact in facts.items()}),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANNOUNCE, row)


def _plain(fact: str | int | UUID | datetime | None) -> str | int | None:
    """As JSON has it: a time in UTC by ISO 8601, an id as text."""
    if isinstance(fact, datetime):
        return fact.astimezone(UTC).isoformat()
    return str(fact) if isinstance(fact, UUID) else fact


def announce_orders(orders: Iterable[tuple[TrailCode, str, UUID]], *, account_id: UUID, now: datetime) -> None:
    """The same for many orders of one account, (code, number, id) each, in one statement."""
    copy_rows(
        Outbox,
        [
            SimpleNamespace(
                id=new_id(), account_id=account_id, code=code.value, order_id=id_, facts={"order": number}, at=now
            )
            for code, number, id_ in orders
        ],
    )
