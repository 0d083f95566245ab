"""Measures, contests and their history. A measure's substance never changes; only its end is written later."""

from django.db import models
from django.db.models import Q

from amends.core.standing.codes import StandingCode
from amends.core.standing.contests import Answer
from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing
from amends.records.ids import new_id

_STANDINGS = [standing.value for standing in Standing]


def _account() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+", db_index=False)


class Measure(models.Model):
    """A measure against an account. `until` is null for a permanent one.

    `rule` names the rule that took it, with the `figures` it counted; it is empty for one taken by hand, by whoever
    `imposed_by` is. `ended_at` is set when it was lifted, or when its expiry was noted.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    standing = models.CharField(max_length=12)
    reason = models.CharField(max_length=24)
    words = models.TextField()
    rule = models.CharField(max_length=60, blank=True, db_default="")
    figures = models.JSONField(db_default=models.Value({}, models.JSONField()))
    imposed_by = models.UUIDField(null=True)
    imposed_by_name = models.CharField(max_length=200)
    imposed_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "measures"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="measures_account_id"),
            models.UniqueConstraint(
                fields=("account", "rule"),
                name="measures_one_by_rule",
                condition=~Q(rule="") & Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="measures_standing", condition=Q(standing__in=_STANDINGS) & ~Q(standing=Standing.GOOD.value)
            ),
            models.CheckConstraint(
                name="measures_reason",
                condition=Q(reason__in=[reason.value for reason in MeasureReason]) & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="measures_by_hand_or_rule",
                condition=Q(rule="", imposed_by__isnull=False) | (~Q(rule="") & Q(imposed_by__isnull=True)),
            ),
            models.CheckConstraint(name="measures_rule_expires", condition=Q(rule="") | Q(until__isnull=False)),
            models.CheckConstraint(
                name="measures_end", condition=Q(until__isnull=True) | Q(until__gt=models.F("imposed_at"))
            ),
        )
        indexes = (
            models.Index(fields=("account", "-imposed_at"), name="measures_by_account"),
            models.Index(fields=("until",), name="measures_open", condition=Q(ended_at__isnull=True)),
        )


class Contest(models.Model):
    """The owner's words against a measure, one for each; waits for staff until `due_at`, again and again.

    `answer` is empty while it waits; the database refuses that whoever took the measure gives it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="contest", db_constraint=False)
    words = models.TextField()
    contested_by = models.UUIDField()
    contested_by_name = models.CharField(max_length=200)
    contested_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    escalations = models.IntegerField(db_default=0)
    answer = models.CharField(max_length=8, blank=True, db_default="")
    answer_words = models.TextField(blank=True, db_default="")
    answered_by = models.UUIDField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True, db_default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contests"
        constraints = (
            models.CheckConstraint(name="contests_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="contests_answer",
                condition=Q(answer="", due_at__isnull=False, answered_at__isnull=True, answered_by__isnull=True)
                | Q(answer=Answer.MOOT.value, due_at__isnull=True, answered_at__isnull=False)
                | (
                    Q(answer__in=[Answer.UPHELD.value, Answer.LIFTED.value], due_at__isnull=True)
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer_words="")
                ),
            ),
        )
        indexes = (models.Index(fields=("due_at",), name="contests_waiting", condition=Q(answer="")),)


class StandingChange(models.Model):
    """One change of an account's standing or of a contest: who, what, when, why. Never changed.

    `before` and `after` are the account's standings then. `by` is null for Amends itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="changes", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    side = models.CharField(max_length=10)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    words = models.TextField()

    class Meta:
        db_table = "standing_changes"
        constraints = (
            models.CheckConstraint(
                name="standing_changes_code", condition=Q(code__in=[code.value for code in StandingCode])
            ),
            models.CheckConstraint(
                name="standing_changes_standings", condition=Q(before__in=_STANDINGS) & Q(after__in=_STANDINGS)
            ),
        )
        indexes = (models.Index(fields=("account", "-at", "-id"), name="standing_changes_by_account"),)
