"""Payment houses' accounts as they tell them. Amounts are whole minor units."""

from django.db import models
from django.db.models import F, Q

from amends.records.ids import new_id


class ProviderMovement(models.Model):
    """A line of a provider's account (core Movement), as it was last told; `changed_at` when that was another line.

    `heard_at` is when it was first told.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    provider = models.CharField(max_length=20)
    ref = models.CharField(max_length=120)
    kind = models.CharField(max_length=60, blank=True, db_default="")
    about = models.CharField(max_length=120, blank=True, db_default="")
    payment = models.CharField(max_length=120, blank=True, db_default="")
    amount = models.BigIntegerField()
    fee = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    key = models.UUIDField(null=True)
    heard_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "provider_movements"
        constraints = (models.UniqueConstraint(fields=("provider", "ref"), name="provider_movements_ref"),)
        indexes = (models.Index(fields=("provider", "at"), name="provider_movements_by_time"),)


class StatementRun(models.Model):
    """One fetching of a provider's lines, from `since` until `until`; `due_at` until it is finished.

    `lines` were told, `added` of them for the first time, `changed` unlike before. `failure` says in the provider's
    words why nothing, or not all, was told. `asked_by` is who asked for it; empty for Amends itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    provider = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150, blank=True, db_default="")
    due_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    lines = models.IntegerField(db_default=0)
    added = models.IntegerField(db_default=0)
    changed = models.IntegerField(db_default=0)
    failure = models.CharField(max_length=300, blank=True, db_default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "statement_runs"
        constraints = (
            models.UniqueConstraint(
                fields=("provider",), name="statement_runs_one", condition=Q(finished_at__isnull=True)
            ),
            models.CheckConstraint(
                name="statement_runs_finished",
                condition=Q(finished_at__isnull=True, due_at__isnull=False)
                | Q(finished_at__isnull=False, due_at__isnull=True, since__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_runs_counts",
                condition=Q(added__gte=0) & Q(changed__gte=0) & Q(lines__gte=F("added") + F("changed")),
            ),
        )
        indexes = (
            models.Index(fields=("provider", "-finished_at"), name="statement_runs_by_end"),
            models.Index(fields=("due_at",), name="statement_runs_due", condition=Q(finished_at__isnull=True)),
        )
