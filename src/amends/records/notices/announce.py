"""Putting an announcement into the outbox, within the transaction of the change it tells of."""

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from uuid import UUID

from amends.core.standing.codes import StandingCode
from amends.core.trail.codes import TrailCode
from amends.records.copying import copy_rows
from amends.records.ids import new_id
from amends.records.notices.models import Outbox


def announce(
    code: TrailCode | StandingCode,
    *,
    account_id: UUID | None,
    now: datetime,
    order_id: UUID | None = None,
    dispute_id: UUID | None = None,
    trail_seq: int | None = None,
    **facts: str,
) -> None:
    """One outbox row. The drainer numbers it after commit; `facts` are what its notice's sentence needs, and webhooks.

    `trail_seq` is the length of the dispute's trail with this change; `account_id` None for what is the platform's own.
    """
    Outbox.objects.create(
        account_id=account_id,
        code=code.value,
        order_id=order_id,
        dispute_id=dispute_id,
        trail_seq=trail_seq,
        facts=facts,
        at=now,
    )


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
