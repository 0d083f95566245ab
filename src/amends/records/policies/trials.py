"""Trials and the cases they kept, for pages."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count

from amends.records.disputes.models import Dispute
from amends.records.policies.models import PolicyVersion, Trial, TrialCase

MOST_TRIALS = 50


def find_version(version_id: UUID) -> PolicyVersion | None:
    """The version, whatever became of it."""
    return PolicyVersion.objects.filter(id=version_id).first()


def trials_of(version: PolicyVersion) -> Sequence[Trial]:
    """The version's latest trials, the latest first, without documents and results."""
    return list(version.trials.defer("document", "result").order_by("-asked_at", "-id")[:MOST_TRIALS])


def find_trial(trial_id: UUID) -> Trial | None:
    """The trial with its version."""
    return Trial.objects.select_related("version").filter(id=trial_id).first()


def kept_counts(trial: Trial) -> Mapping[str, int]:
    """How many cases were kept of each change."""
    counted = trial.kept.values_list("change").annotate(kept=Count("id"))
    return dict(counted)


def kept_cases(trial: Trial, change: str) -> Sequence[tuple[TrialCase, str | None]]:
    """The cases kept of a change with their disputes' numbers; there are few."""
    cases = list(trial.kept.filter(change=change).order_by("id"))
    numbers = dict(Dispute.objects.filter(id__in=[one.dispute_id for one in cases]).values_list("id", "number"))
    return [(one, numbers.get(one.dispute_id) if one.dispute_id else None) for one in cases]


def find_case(case_id: UUID) -> TrialCase | None:
    """A kept case with its trial and version."""
    return TrialCase.objects.select_related("trial__version", "dispute__finding").filter(id=case_id).first()
