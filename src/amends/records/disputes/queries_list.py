"""Lists of an account's disputes: one statement a page, frozen rows, continued by a key and not by an offset."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from amends.core.disputes.states import State
from amends.records.disputes.answers import DisputeRow
from amends.records.disputes.opening import Caller
from amends.records.keyset import Place

_NEWEST = files(__package__).joinpath("list_disputes.sql").read_text()
_IN_STATES = files(__package__).joinpath("list_disputes_in_states.sql").read_text()


NEWEST = Place(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))
"""Before the first row."""


class Seen(NamedTuple):
    """What a token may see: `caller` is None for a dead token, and then there are no rows."""

    caller: Caller | None
    rows: list[DisputeRow]


def list_disputes(
    *, account_id: UUID, states: Sequence[State] = (), after: Place = NEWEST, limit: int
) -> list[DisputeRow]:
    """At most `limit` disputes of the account after a place; of all states, or of those named. One statement."""
    return _listed(account_id=account_id, token=None, now=None, states=states, after=after, limit=limit).rows


def list_disputes_of_token(
    *, token: bytes, now: datetime, states: Sequence[State] = (), after: Place = NEWEST, limit: int
) -> Seen:
    """The same for the account of a token, given by its digest. Still one statement."""
    return _listed(account_id=None, token=token, now=now, states=states, after=after, limit=limit)


def _listed(
    *,
    account_id: UUID | None,
    token: bytes | None,
    now: datetime | None,
    states: Sequence[State],
    after: Place,
    limit: int,
) -> Seen:
    # The limit is written into the statement: only then PostgreSQL knows that the page is short, and keeps its plan.
    statement = (_IN_STATES if states else _NEWEST).replace("%(limit)s", str(int(limit)))
    told: dict[str, Any] = {"account_id": account_id, "token": token, "now": now}
    told |= {"after_at": after.at, "after_id": after.id, "states": sorted({state.value for state in states})}
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return _seen(cursor.fetchall())


def _seen(rows: Iterable[tuple[Any, ...]]) -> Seen:
    """The caller from the columns that every row repeats, and a DisputeRow wherever a dispute was joined."""
    caller, found = None, []
    for row in rows:
        caller = caller or Caller(*row[:4])
        if row[4] is not None:
            found.append(DisputeRow(*(*row[4:], row[1])))
    return Seen(caller, found)
