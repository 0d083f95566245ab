"""An account's measures with their contests and history, and what of all accounts needs a look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from amends.core.access import Side
from amends.core.standing.codes import StandingCode
from amends.core.standing.contests import Answer
from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing
from amends.records.standing.models import Contest, Measure, StandingChange

_ENDS = (StandingCode.LIFTED.value, StandingCode.CONTEST_LIFTED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestShown:
    """A contest; `answer` is None while it waits, until `due_at`."""

    id: UUID
    words: str
    by: str
    at: datetime
    due_at: datetime | None
    escalations: int
    answer: Answer | None
    answer_words: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureShown:
    """A measure. `imposed_by` is None and `rule` its name for one by rule; `ended_words` say why it was lifted."""

    id: UUID
    account_id: UUID
    account: str
    standing: Standing
    reason: MeasureReason
    words: str
    rule: str
    imposed_by: UUID | None
    by: str
    at: datetime
    until: datetime | None
    ended_at: datetime | None
    ended_words: str
    contest: ContestShown | None

    def in_force(self, now: datetime) -> bool:
        """Whether it bears on anything at `now`."""
        return self.ended_at is None and (self.until is None or now < self.until)


class ChangeShown(NamedTuple):
    """One row of an account's history."""

    id: UUID
    code: StandingCode
    at: datetime
    by: str
    side: Side
    before: Standing
    after: Standing
    words: str
    measure: Standing


def measures_of(account_id: UUID, *, most: int) -> list[MeasureShown]:
    """The account's latest measures, the latest first. Two statements."""
    rows = Measure.objects.filter(account_id=account_id).order_by("-imposed_at", "-id")
    return _shown(rows.select_related("account", "contest")[:most])


def find_measure(measure_id: UUID, *, account_id: UUID) -> MeasureShown | None:
    """The account's measure; None when absent or another account's."""
    rows = Measure.objects.filter(account_id=account_id, id=measure_id)
    return next(iter(_shown(rows.select_related("account", "contest"))), None)


def account_of_measure(measure_id: UUID) -> UUID | None:
    """Whose measure it is, for staff; None when there is none."""
    return Measure.objects.filter(id=measure_id).values_list("account_id", flat=True).first()


def account_of_contest(contest_id: UUID) -> UUID | None:
    """Whose contest it is, for staff; None when there is none."""
    return Contest.objects.filter(id=contest_id).values_list("account_id", flat=True).first()


def claims_were_counted(account_id: UUID, *, since: datetime) -> bool:
    """Whether a rule has taken a measure of the account's claims at payment houses since then, and it has not ended."""
    by_rule = Measure.objects.filter(account=account_id, reason=MeasureReason.CLAIMED_ELSEWHERE.value).exclude(rule="")
    return by_rule.filter(imposed_at__gte=since, ended_at=None).exists()


def history_of(account_id: UUID, *, most: int) -> list[ChangeShown]:
    """What happened to the account's standing, the latest first."""
    rows = StandingChange.objects.filter(account_id=account_id).select_related("measure").order_by("-at", "-id")[:most]
    return [
        ChangeShown(
            id=row.id,
            code=StandingCode(row.code),
            at=row.at,
            by=row.by_name,
            side=Side(row.side),
            before=Standing(row.before),
            after=Standing(row.after),
            words=row.words,
            measure=Standing(row.measure.standing),
        )
        for row in rows
    ]


def measures_in_force(*, now: datetime, most: int) -> list[MeasureShown]:
    """All accounts' measures in force, the latest first; with their contests. Two statements."""
    rows = Measure.objects.filter(ended_at=None).exclude(until__lte=now).order_by("-imposed_at", "-id")
    return _shown(rows.select_related("account", "contest")[:most])


def contests_waiting(*, most: int) -> list[MeasureShown]:
    """The measures whose contest waits for an answer, those due soonest first. Two statements."""
    rows = Measure.objects.filter(contest__answer="").order_by("contest__due_at", "id")
    return _shown(rows.select_related("account", "contest")[:most])


def _shown(found: Iterable[Measure]) -> list[MeasureShown]:
    rows = list(found)
    ends = StandingChange.objects.filter(measure_id__in=[row.id for row in rows], code__in=_ENDS)
    words = dict(ends.values_list("measure_id", "words"))
    return [_measure(row, ended_words=words.get(row.id, "")) for row in rows]


def _measure(row: Measure, *, ended_words: str) -> MeasureShown:
    return MeasureShown(
        id=row.id,
        account_id=row.account_id,
        account=row.account.name,
        standing=Standing(row.standing),
        reason=MeasureReason(row.reason),
        words=row.words,
        rule=row.rule,
        imposed_by=row.imposed_by,
        by=row.imposed_by_name,
        at=row.imposed_at,
        until=row.until,
        ended_at=row.ended_at,
        ended_words=ended_words,
        contest=_contest(row.contest) if hasattr(row, "contest") else None,
    )


def _contest(row: Contest) -> ContestShown:
    return ContestShown(
        id=row.id,
        words=row.words,
        by=row.contested_by_name,
        at=row.contested_at,
        due_at=row.due_at,
        escalations=row.escalations,
        answer=Answer(row.answer) if row.answer else None,
        answer_words=row.answer_words,
        answered_by=row.answered_by_name,
        answered_at=row.answered_at,
    )
