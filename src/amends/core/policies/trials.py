"""The life of a trial: a draft tried on many cases beside the version in force."""

from enum import StrEnum

from amends.core.policies.versions import Status
from amends.core.refusals import Refusal

MOST_TRIES = 3
"""So many tries, and the last worker died in the middle: the trial is given up."""

MOST_CASES = 1_000_000
"""Synthetic cases of one trial."""

TRIABLE = (Status.DRAFT, Status.IN_REVIEW)
"""What can be tried and run in the shadow: nothing else is still to be judged."""


class Cases(StrEnum):
    """On which cases a draft is tried."""

    PAST = "past"
    SYNTHETIC = "synthetic"


class TrialStatus(StrEnum):
    """How far a trial came. The last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether it never changes again."""
        return self not in {TrialStatus.QUEUED, TrialStatus.RUNNING}


class NotTriable(Refusal):
    """The version is no draft any more."""

    code = "trial.not_a_draft"
    sentence = "Only a draft, or a version in review, can be tried beside the policy in force."


class TrialUnderWay(Refusal):
    """The draft is being tried already."""

    code = "trial.under_way"
    sentence = "This draft is being tried already. Cancel that trial, or wait for its end."


class CountOutOfRange(Refusal):
    """Too few or too many synthetic cases."""

    code = "trial.count_out_of_range"
    sentence = "Choose a number of cases from 1 to %(most)s."
    kind = "invalid"
    field = "count"


class TrialUnseen(Refusal):
    """There is no such trial."""

    code = "trial.unseen"
    sentence = "There is no such trial."
    kind = "unseen"


class TrialOver(Refusal):
    """The trial has come to its end."""

    code = "trial.over"
    sentence = "This trial is over; there is nothing left to cancel."
