"""The measures that an account's own row carries, and the account they are read from."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.standing.measures import Measure, MeasureReason, strictest
from amends.core.standing.standings import Standing
from amends.records.access.models import Account


def read_measures(told: Iterable[Mapping[str, Any]]) -> tuple[Measure, ...]:
    """From the column `accounts.measures`."""
    return tuple(
        Measure(
            id=UUID(one["id"]),
            standing=Standing(one["standing"]),
            reason=MeasureReason(one["reason"]),
            words=one["words"],
            until=datetime.fromisoformat(one["until"]) if one["until"] else None,
        )
        for one in told
    )


def write_measures(measures: Iterable[Measure]) -> list[dict[str, str | None]]:
    """For the column `accounts.measures`."""
    return [
        {
            "id": str(one.id),
            "standing": one.standing.value,
            "reason": one.reason.value,
            "words": one.words,
            "until": one.until.isoformat() if one.until else None,
        }
        for one in measures
    ]


def measure_of(account_id: UUID, *, now: datetime) -> Measure | None:
    """The measure that counts against the account; None in good standing. One statement."""
    told = Account.objects.values_list("measures", flat=True).get(id=account_id)
    return strictest(read_measures(told), now=now)
