"""The life of a policy's version: written, reviewed by a second person, in force from a time, retired by the next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from amends.core.policies.clauses import Policy
from amends.core.policies.issues import Issue
from amends.core.refusals import Refusal

FARTHEST = timedelta(days=1000)
"""How far ahead a version may be scheduled."""


class Status(StrEnum):
    """What was decided about a version. An approved one is scheduled, in force or retired by its time alone."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class VersionState(StrEnum):
    """What a version is at a moment."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


def state_of(status: Status, *, starts: datetime | None, ends: datetime | None, now: datetime) -> VersionState:
    """The state of a version in force from `starts` until `ends` (None: nothing follows yet), once it is approved."""
    if status is not Status.APPROVED:
        return VersionState(status.value)
    assert starts is not None
    if starts > now:
        return VersionState.SCHEDULED
    return VersionState.IN_FORCE if ends is None or ends > now else VersionState.RETIRED


class VersionUnseen(Refusal):
    """No version has that id."""

    code = "policy.version_unseen"
    sentence = "There is no such version of the policy."
    kind = "unseen"


class VersionChanged(Refusal):
    """The page that asked shows an earlier state of the draft."""

    code = "policy.version_changed"
    sentence = (
        "Somebody changed this version after you opened the page. What you entered is kept; look at the version as it "
        "is now, then send it again."
    )


class NotADraft(Refusal):
    """Only drafts are changed, submitted and discarded."""

    code = "policy.not_a_draft"
    sentence = "This version is not a draft any more."


class NotInReview(Refusal):
    """Only what was submitted is approved or returned."""

    code = "policy.not_in_review"
    sentence = "This version is not waiting for a review."


class NotScheduled(Refusal):
    """What was ever in force is retired by the next version, never withdrawn."""

    code = "policy.not_scheduled"
    sentence = "Only a version that is approved and not yet in force can be withdrawn."


class OwnVersion(Refusal):
    """A second person approves."""

    code = "policy.own_version"
    sentence = "You wrote on this version yourself; somebody else approves it."
    kind = "forbidden"


class StartPast(Refusal):
    """No version is in force before somebody approved it."""

    code = "policy.start_past"
    sentence = "A version comes into force now or later, never in the past."
    kind = "invalid"
    field = "in_force_from"


class StartFar(Refusal):
    """A time so far ahead is a slip of the pen."""

    code = "policy.start_far"
    sentence = "A version can be scheduled at most %(days)s days ahead."
    kind = "invalid"
    field = "in_force_from"


def check_start(start: datetime, *, now: datetime) -> None:
    """Raises StartPast or StartFar for a time from which no version can be in force when approved at `now`."""
    if start < now:
        raise StartPast
    if start > now + FARTHEST:
        raise StartFar(days=FARTHEST.days)


class WordsMissing(Refusal):
    """Whoever sends a version back says why."""

    code = "policy.words_missing"
    sentence = "Say what should be changed."
    kind = "invalid"
    field = "words"


class PolicyUnsound(Refusal):
    """The version can be read, but `review` reports something. `issues` is the report."""

    code = "policy.unsound"
    sentence = "This version is not ready: %(issues)s"

    issues: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, policy: Policy, issues: Sequence[Issue]) -> Self:
        """The refusal of a policy with this report."""
        titles = [f"“{clause.title}”: " for clause in policy.clauses]
        told = [(titles[one.path[1]] if isinstance(one.path[1], int) else "") + one.told() for one in issues]
        refusal = cls(issues=" ".join(told))
        refusal.issues = tuple(issues)
        return refusal
