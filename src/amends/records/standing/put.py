"""Taking an account out for a change of its standing, and putting it back. The account's row is the lock of it all."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from amends.core.access import AccountUnseen, Actor
from amends.core.standing.codes import StandingCode
from amends.core.standing.imposing import MeasureUnseen
from amends.core.standing.measures import Measure as CoreMeasure
from amends.core.standing.measures import MeasureReason, standing_by, strictest
from amends.core.standing.standings import Standing
from amends.records.access.measures import read_measures, write_measures
from amends.records.access.models import Account
from amends.records.standing.models import Measure, StandingChange


def take_account(account_id: UUID) -> Account:
    """Locks the account; whoever opens a dispute meanwhile has read its measures before, or waits.

    Within a transaction that holds no lock on an order: openings lock their order first. Raises AccountUnseen.
    """
    account = Account.objects.select_for_update(no_key=True).filter(id=account_id).first()
    if account is None:
        raise AccountUnseen(account=str(account_id))
    return account


def take_measure(measure_id: UUID, *, account_id: UUID | None = None) -> tuple[Account, Measure]:
    """Locks the measure's account and reads the measure; with `account_id` only one of that account.

    Raises MeasureUnseen.
    """
    scope = {} if account_id is None else {"account_id": account_id}
    found = Measure.objects.filter(id=measure_id, **scope).values_list("account_id", flat=True).first()
    if found is None:
        raise MeasureUnseen(measure=str(measure_id))
    account = take_account(found)
    return account, Measure.objects.get(id=measure_id)


def as_core(row: Measure) -> CoreMeasure:
    """The row as it bears on what its account asks for."""
    return CoreMeasure(
        id=row.id,
        standing=Standing(row.standing),
        reason=MeasureReason(row.reason),
        words=row.words,
        until=row.until,
    )


def put_account(account: Account, measure: Measure, *, now: datetime) -> tuple[Standing, Standing]:
    """Writes the open measures into the locked account's row; its standing (before, after)."""
    held = read_measures(account.measures)
    rows = Measure.objects.filter(account=account, ended_at=None).order_by("imposed_at", "id")
    standing = [as_core(row) for row in rows]
    account.measures = write_measures(standing)
    account.save(update_fields=["measures"])
    # One that expires now is in force no more, but what it ended was its standing.
    before = strictest(_with(held, measure.id, now=now), now=datetime.min.replace(tzinfo=now.tzinfo))
    return standing_by(before), standing_by(strictest(standing, now=now))


def _with(held: Iterable[CoreMeasure], id_: UUID, *, now: datetime) -> list[CoreMeasure]:
    return [one for one in held if one.id == id_ or one.in_force(now=now)]


def put_change(
    measure: Measure,
    code: StandingCode,
    *,
    standings: tuple[Standing, Standing],
    words: str,
    actor: Actor,
    now: datetime,
) -> None:
    """One row of the history."""
    before, after = standings
    StandingChange.objects.create(
        account_id=measure.account_id,
        measure=measure,
        code=code.value,
        at=now,
        by=actor.id,
        by_name=actor.name,
        side=actor.side.value,
        before=before.value,
        after=after.value,
        words=words,
    )


def latest_change(account_id: UUID) -> UUID | None:
    """The id of the account's last change; None where its history is empty."""
    changes = StandingChange.objects.filter(account_id=account_id).order_by("-at", "-id")
    return changes.values_list("id", flat=True).first()
