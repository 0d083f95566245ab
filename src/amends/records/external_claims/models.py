"""Claims at payment houses. Amounts are whole minor units."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.records.ids import new_id


class ExternalClaim(models.Model):
    """One claim as its newest news (`told_at`, by the provider's clock) has it.

    `account` and `order` (or `top_up`, for money paid into a balance) are unknown until it is matched; `payment` stays
    so where a person matched it to an order.
    `amount` is in `currency`; `counted` is what it takes from the order's ceiling, in the order's currency, and
    `effect` what it does there. One on a top-up makes nothing wait once finance has said that it takes nothing more
    (`takes_no_more_at`), until news say otherwise. A claim that `grew_into` another counts nothing; `announces` names
    one it grew out of.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(
        "orders.Order",
        on_delete=models.PROTECT,
        null=True,
        related_name="external_claims",
        db_constraint=False,
        db_index=False,
    )
    payment = models.ForeignKey(
        "orders.Payment",
        on_delete=models.PROTECT,
        null=True,
        related_name="external_claims",
        db_constraint=False,
        db_index=False,
    )
    top_up = models.ForeignKey(
        "wallet.TopUp",
        on_delete=models.PROTECT,
        null=True,
        related_name="external_claims",
        db_constraint=False,
        db_index=False,
    )
    provider = models.CharField(max_length=20)
    ref = models.CharField(max_length=120)
    payment_refs = ArrayField(models.CharField(max_length=120), db_default=[])
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    reason = models.CharField(max_length=200, blank=True, db_default="")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    respond_by = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField()
    announces = models.CharField(max_length=120, blank=True, db_default="")
    effect = models.CharField(max_length=10, blank=True, db_default="")
    counted = models.BigIntegerField(db_default=0)
    grew_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="grew_from", db_index=False)
    heard_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True)
    matched_by = models.UUIDField(null=True)
    matched_by_name = models.CharField(max_length=200, blank=True, db_default="")
    dismissed_at = models.DateTimeField(null=True)
    takes_no_more_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "external_claims"
        constraints = (
            models.UniqueConstraint(fields=("provider", "ref"), name="external_claims_ref"),
            models.CheckConstraint(
                name="external_claims_words",
                condition=Q(kind__in=[kind.value for kind in ExternalKind])
                & Q(state__in=[state.value for state in ExternalState])
                & Q(effect__in=["", *(effect.value for effect in Effect)]),
            ),
            models.CheckConstraint(
                name="external_claims_counted",
                condition=Q(counted=0) | Q(counted__gt=0, effect__in=[Effect.HOLDS.value, Effect.LOST.value]),
            ),
            models.CheckConstraint(
                name="external_claims_matched",
                condition=Q(
                    order__isnull=True,
                    top_up__isnull=True,
                    account__isnull=True,
                    payment__isnull=True,
                    effect="",
                    matched_at__isnull=True,
                )
                | (
                    (Q(order__isnull=False, top_up__isnull=True) | Q(order__isnull=True, top_up__isnull=False))
                    & (Q(payment__isnull=True) | Q(top_up__isnull=True))
                    & Q(account__isnull=False, matched_at__isnull=False, dismissed_at__isnull=True)
                    & ~Q(effect="")
                ),
            ),
        )
        indexes = (
            models.Index(fields=("order",), name="external_claims_by_order", condition=Q(order__isnull=False)),
            models.Index(fields=("top_up",), name="external_claims_by_top_up", condition=Q(top_up__isnull=False)),
            models.Index(fields=("account", "-opened_at", "-id"), name="external_claims_by_account"),
            models.Index(fields=("state", "respond_by", "id"), name="external_claims_by_answer"),
            models.Index(
                fields=("heard_at", "id"),
                name="external_claims_unmatched",
                condition=Q(account__isnull=True, dismissed_at__isnull=True),
            ),
            models.Index(
                fields=("heard_at", "id"),
                name="external_claims_to_place",
                condition=Q(payment__isnull=True) & (Q(account__isnull=True) | Q(matched_by__isnull=False)),
            ),
            GinIndex(fields=("payment_refs",), name="external_claims_by_payment"),
        )


class ExternalMovement(models.Model):
    """Money that the provider moved because of a claim: `amount` went (-) or came back (+); `fee` went besides.

    Each is booked once, under `key`, with this row.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    claim = models.ForeignKey(ExternalClaim, on_delete=models.PROTECT, related_name="movements")
    key = models.CharField(max_length=100, unique=True)
    ref = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    fee = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    booked_at = models.DateTimeField()

    class Meta:
        db_table = "external_movements"
        indexes = (models.Index(fields=("at",), name="external_movements_by_time"),)


class ExternalEvent(models.Model):
    """One thing that happened to a claim here: who did what, when, why, and what was and is.

    `code` is one of core ExternalStep; `by` is None for Amends itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    claim = models.ForeignKey(ExternalClaim, on_delete=models.PROTECT, related_name="events")
    code = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, blank=True, db_default="")
    before = models.JSONField(db_default=models.Value({}, models.JSONField()))
    after = models.JSONField(db_default=models.Value({}, models.JSONField()))
    words = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "external_events"
        indexes = (models.Index(fields=("claim", "id"), name="external_events_by_claim"),)
