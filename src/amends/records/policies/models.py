"""Versions of the policy, and what they said of disputes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from amends.core.policies.answers import Answer
from amends.core.policies.trials import Cases, TrialStatus
from amends.core.policies.versions import Status
from amends.records.ids import new_id


def _account() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _dispute() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


class PolicyVersion(models.Model):
    """A version of the policy, from draft to retirement. `document` is its TOML, word for word.

    `number` and `in_force_from` are given with the approval; of the approved versions whose time has come, the latest
    is in force. `edits` counts changes of a draft: a page that shows an earlier one is stale. `shadow` has a draft run
    beside the version in force on new disputes. `written_by` began it; `writers` are all who wrote on it, none of whom
    may approve it. `account_id` is None for its trail: a policy is nobody's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.IntegerField(null=True, unique=True)
    status = models.CharField(max_length=12, db_default=Status.DRAFT.value)
    note = models.TextField(blank=True, db_default="")
    document = models.TextField()
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    edits = models.IntegerField(db_default=0)
    shadow = models.BooleanField(db_default=False)
    written_by = models.UUIDField(null=True)
    written_by_name = models.CharField(max_length=200, blank=True, db_default="")
    writers = ArrayField(models.UUIDField(), db_default=[])
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_by_name = models.CharField(max_length=200, blank=True, db_default="")
    reviewed_at = models.DateTimeField(null=True)
    review_words = models.TextField(blank=True, db_default="")
    in_force_from = models.DateTimeField(null=True)
    trail_seq = models.IntegerField(db_default=0)
    trail_head = models.BinaryField(max_length=32, db_default=b"\x00" * 32)

    account_id = None

    class Meta:
        db_table = "policy_versions"
        constraints = (
            models.CheckConstraint(
                name="policy_versions_status", condition=Q(status__in=[status.value for status in Status])
            ),
            models.CheckConstraint(
                name="policy_versions_approved",
                condition=Q(status__in=[Status.APPROVED.value, Status.WITHDRAWN.value], number__isnull=False)
                & Q(in_force_from__isnull=False)
                | Q(status__in=[Status.DRAFT.value, Status.IN_REVIEW.value, Status.DISCARDED.value])
                & Q(number__isnull=True, in_force_from__isnull=True),
            ),
            models.CheckConstraint(
                name="policy_versions_two_people",
                condition=Q(number__isnull=True) | Q(written_by__isnull=True) | ~Q(written_by=F("reviewed_by")),
            ),
        )
        indexes = (
            models.Index(
                fields=("-in_force_from", "-number"),
                name="policy_versions_in_force",
                condition=Q(status=Status.APPROVED.value),
            ),
        )


class Finding(models.Model):
    """What the version in force said of a dispute when it was opened, and the facts it said it of. Never changed.

    `gist` is what its digest covers (core Finding.gist), `facts` the facts' own dict. `supplier` is the order's.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    dispute = models.OneToOneField(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="finding", db_constraint=False
    )
    version = models.IntegerField()
    answer = models.CharField(max_length=8)
    clause = models.CharField(max_length=80, null=True)
    gist = models.JSONField()
    facts = models.JSONField()
    supplier = models.CharField(max_length=120, blank=True, db_default="")
    digest = models.BinaryField(max_length=32)
    found_at = models.DateTimeField()

    class Meta:
        db_table = "findings"
        constraints = (
            models.CheckConstraint(name="findings_answer", condition=Q(answer__in=[answer.value for answer in Answer])),
        )


class Departure(models.Model):
    """A decision or an offer that departs from the finding: in what (`kind`), why (`reason` and `words`), by whom.

    `round` is the offer's, None for a decision without an offer. `clause` is the one that counted, if one did.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    dispute = _dispute()
    version = models.IntegerField()
    clause = models.CharField(max_length=80, null=True)
    kind = models.CharField(max_length=30)
    reason = models.CharField(max_length=30)
    words = models.TextField()
    outcome = models.CharField(max_length=16)
    amount = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    round = models.IntegerField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "departures"
        indexes = (
            models.Index(fields=("-at", "-id"), name="departures_by_time"),
            models.Index(fields=("dispute",), name="departures_by_dispute"),
        )


class ShadowFinding(models.Model):
    """What a draft running in the shadow said of a dispute's facts; recorded and compared, never applied.

    `edits` tells which state of the draft said it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    dispute = _dispute()
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="shadows", db_index=False)
    edits = models.IntegerField()
    answer = models.CharField(max_length=8)
    clause = models.CharField(max_length=80, null=True)
    gist = models.JSONField()
    differs = models.BooleanField()
    found_at = models.DateTimeField()

    class Meta:
        db_table = "shadow_findings"
        constraints = (models.UniqueConstraint(fields=("version", "edits", "dispute"), name="shadow_findings_once"),)
        indexes = (
            models.Index(
                fields=("version", "edits", "-id"), name="shadow_findings_differing", condition=Q(differs=True)
            ),
        )


_UNDER_WAY = Q(status__in=[TrialStatus.QUEUED.value, TrialStatus.RUNNING.value])


class Trial(models.Model):
    """A draft tried on past or synthetic cases, beside the version numbered `against`.

    `document` is the draft as it was when the trial began. `done` of `total` cases are counted; `result` is what came
    of them (core Tally.as_dict), kept also while the trial runs. `tries` counts how often a worker took it up and
    `heard_at` says when the one at work was last heard of: a later try makes an earlier one's news void.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="trials", db_index=False)
    document = models.TextField()
    edits = models.IntegerField()
    against = models.IntegerField()
    cases = models.CharField(max_length=12)
    status = models.CharField(max_length=12, db_default=TrialStatus.QUEUED.value)
    total = models.IntegerField(db_default=0)
    done = models.IntegerField(db_default=0)
    result = models.JSONField(db_default=models.Value({}, models.JSONField()))
    failure = models.TextField(blank=True, db_default="")
    tries = models.IntegerField(db_default=0)
    begun_by = models.UUIDField(null=True)
    begun_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "policy_trials"
        constraints = (
            models.CheckConstraint(
                name="policy_trials_words",
                condition=Q(status__in=[status.value for status in TrialStatus])
                & Q(cases__in=[cases.value for cases in Cases]),
            ),
            models.UniqueConstraint(fields=("version",), name="policy_trials_one_at_a_time", condition=_UNDER_WAY),
        )
        indexes = (
            models.Index(fields=("version", "-asked_at"), name="policy_trials_by_version"),
            models.Index(fields=("asked_at",), name="policy_trials_under_way", condition=_UNDER_WAY),
        )


class TrialCase(models.Model):
    """One case that a trial decided otherwise, kept to be looked at: a bounded number for each kind of change."""

    id = models.UUIDField(primary_key=True, default=new_id)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="kept", db_index=False)
    change = models.CharField(max_length=40)
    dispute = models.ForeignKey(
        "disputes.Dispute", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    facts = models.JSONField()
    supplier = models.CharField(max_length=120, blank=True, db_default="")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        db_table = "policy_trial_cases"
        indexes = (models.Index(fields=("trial", "change", "id"), name="policy_trial_cases_by_change"),)
