"""Settlements: how a decision is carried out, leg by leg."""

from django.db import models
from django.db.models import Q

from amends.core.settlements.legs import LegState, Method
from amends.records.ids import new_id


class Settlement(models.Model):
    """The carrying out of one decision. `reopened_at`: after everything had been paid, something is owed again.

    Its dispute is settled then and has no due time: until `remind_at` it waits, and finance is told again each time.
    `taken_elsewhere` of `amount` is not paid by us: a claim at a payment house took it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    decision = models.OneToOneField(
        "decisions.Decision", on_delete=models.PROTECT, related_name="settlement", db_constraint=False
    )
    dispute = models.OneToOneField(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="settlement", db_constraint=False
    )
    amount = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    taken_elsewhere = models.BigIntegerField(db_default=0)
    planned_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "settlements"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="settlements_account_id"),
            models.CheckConstraint(
                name="settlements_taken",
                condition=Q(taken_elsewhere__gte=0) & Q(taken_elsewhere__lte=models.F("amount")),
            ),
        )
        indexes = (
            models.Index(
                fields=("reopened_at",),
                name="settlements_reopened",
                condition=Q(finished_at__isnull=True, reopened_at__isnull=False),
            ),
            models.Index(fields=("remind_at",), name="settlements_remind", condition=Q(remind_at__isnull=False)),
            models.Index(fields=("planned_at",), name="settlements_cut", condition=Q(taken_elsewhere__gt=0)),
        )


class Leg(models.Model):
    """One payment, or the resend. Its `id` is the provider's idempotency key and stands in its metadata, for ever.

    `failure` says in the provider's words why it failed, `failed_for` in ours (core Unrefundable). A leg that
    `replaces` another was opened after that one had been closed. A planned one whose `waits_for` is told waits for
    that claim at a payment house to end. `taken_elsewhere` of a closed one was cut: a claim took it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    settlement = models.ForeignKey(
        Settlement, on_delete=models.PROTECT, related_name="legs", db_constraint=False, db_index=False
    )
    number = models.IntegerField()
    method = models.CharField(max_length=10)
    amount = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    payment = models.ForeignKey(
        "orders.Payment", on_delete=models.PROTECT, null=True, related_name="legs", db_constraint=False, db_index=False
    )
    provider = models.CharField(max_length=20, blank=True, db_default="")
    state = models.CharField(max_length=10, db_default=LegState.PLANNED.value)
    provider_ref = models.CharField(max_length=120, blank=True, db_default="")
    failure = models.CharField(max_length=200, blank=True, db_default="")
    failed_for = models.CharField(max_length=20, blank=True, db_default="")
    taken_elsewhere = models.BigIntegerField(db_default=0)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    planned_at = models.DateTimeField()
    waits_for = models.CharField(max_length=160, blank=True, db_default="")
    calls = models.IntegerField(db_default=0)
    begun_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "legs"
        constraints = (
            models.UniqueConstraint(fields=("settlement", "number"), name="legs_number"),
            models.CheckConstraint(name="legs_state", condition=Q(state__in=[state.value for state in LegState])),
            models.CheckConstraint(name="legs_method", condition=Q(method__in=[method.value for method in Method])),
            models.CheckConstraint(name="legs_amount", condition=Q(method="resend", amount=0) | Q(amount__gt=0)),
            models.CheckConstraint(
                name="legs_taken",
                condition=Q(taken_elsewhere=0)
                | Q(state=LegState.CLOSED.value, taken_elsewhere__gt=0, taken_elsewhere__lte=models.F("amount")),
            ),
        )
        indexes = (
            models.Index(fields=("provider", "begun_at"), name="legs_by_provider", condition=Q(method="original")),
            models.Index(fields=("provider", "provider_ref"), name="legs_by_ref", condition=~Q(provider_ref="")),
        )
