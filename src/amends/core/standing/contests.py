"""Contests: the account's owner says why a measure is wrong, once; somebody else than who took it decides."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amends.core.refusals import Refusal
from amends.core.standing.imposing import MeasureEnded


class Answer(StrEnum):
    """What became of a contest. `moot`: the measure ended before anybody decided."""

    UPHELD = "upheld"
    LIFTED = "lifted"
    MOOT = "moot"


class AlreadyContested(Refusal):
    """A measure is contested once, whatever the answer was."""

    code = "standing.already_contested"
    sentence = "This measure was contested before; each measure can be contested once."


class ContestUnseen(Refusal):
    """There is no such contest."""

    code = "standing.contest_unseen"
    sentence = "There is no contest %(contest)s."
    kind = "unseen"


class ContestAnswered(Refusal):
    """The contest waits for nobody any more."""

    code = "standing.contest_answered"
    sentence = "This contest has been answered already."


class SamePerson(Refusal):
    """Who took a measure does not decide a contest of it."""

    code = "standing.same_person"
    sentence = "You took this measure yourself; a contest of it is decided by somebody else."
    kind = "forbidden"


def check_contestable(*, ended: bool, contested: bool) -> None:
    """Raises MeasureEnded and AlreadyContested."""
    if ended:
        raise MeasureEnded
    if contested:
        raise AlreadyContested


def check_answerable(*, answered: bool, imposed_by: UUID | None, decides: UUID) -> None:
    """`imposed_by` is None for a measure taken by rule, which anybody may judge. Raises ContestAnswered, SamePerson."""
    if answered:
        raise ContestAnswered
    if imposed_by == decides:
        raise SamePerson


def is_overdue(due_at: datetime, *, now: datetime) -> bool:
    """Whether a waiting contest's time has passed."""
    return due_at <= now
