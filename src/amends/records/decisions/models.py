"""Decisions: at most one for a dispute, and what it awards line by line."""

from django.db import models
from django.db.models import F, Q

from amends.records.ids import new_id


class Decision(models.Model):
    """What a dispute came to. `amount` in minor units of the dispute's currency, 0 for a resend or a rejection."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dispute = models.OneToOneField(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="decision", db_constraint=False
    )
    outcome = models.CharField(max_length=16)
    amount = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    reject_reason = models.CharField(max_length=30, blank=True, db_default="")
    words = models.TextField(blank=True, db_default="")
    offer = models.OneToOneField("disputes.Offer", on_delete=models.PROTECT, null=True, related_name="decision")
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "decisions"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="decisions_account_id"),
            models.CheckConstraint(
                name="decisions_reason",
                condition=(Q(outcome="reject") & ~Q(reject_reason="") & ~Q(words="")) | ~Q(outcome="reject"),
            ),
            models.CheckConstraint(
                name="decisions_amount",
                condition=Q(outcome__in=["refund_wallet", "refund_original"], amount__gt=0)
                | Q(outcome__in=["resend", "reject"], amount=0),
            ),
        )


class Award(models.Model):
    """A line's share of a decision. `taken_elsewhere` of it was taken by a claim at a payment house, and not paid."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="awards", db_constraint=False, db_index=False
    )
    line = models.ForeignKey(
        "orders.OrderLine", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    quantity = models.IntegerField()
    goods = models.BigIntegerField(db_default=0)
    shipping = models.BigIntegerField(db_default=0)
    tax = models.BigIntegerField(db_default=0)
    tax_handling = models.BigIntegerField(db_default=0)
    amount = models.BigIntegerField(db_default=0)
    taken_elsewhere = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "awards"
        constraints = (
            models.UniqueConstraint(fields=("decision", "line"), name="awards_once"),
            models.CheckConstraint(
                name="awards_amount",
                condition=Q(amount=F("goods") + F("shipping") + F("tax") + F("tax_handling"))
                & Q(quantity__gte=1)
                & Q(amount__gte=0)
                & Q(taken_elsewhere__gte=0)
                & Q(taken_elsewhere__lte=F("amount")),
            ),
        )
