"""What merchants asked of their wallets. Amounts are whole minor units of the row's currency."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.core.wallet.payout import PayoutMethod
from amends.core.wallet.top_ups import TopUpState
from amends.core.wallet.withdrawals import WithdrawalState
from amends.records.ids import new_id


class TopUp(models.Model):
    """One attempt to pay money in; its id is the provider's key.

    `amount` was asked for, `paid` and `paid_currency` is what came, `bonus` what came on top. `checkout_ref` is the
    provider's name of its page, `payment_ref` that of the payment; `surplus_refs` are payments that came besides.
    `looked_at` is when the provider was last asked.

    `claims_open` claims at payment houses on it may still take `disputed`. What they took was covered from the balance
    (`taken_cash`), is `owed`, was `settled` otherwise or `written_off`; `revoked` is bonus that went beside it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    provider = models.CharField(max_length=20)
    state = models.CharField(max_length=10, db_default=TopUpState.BEGUN.value)
    checkout_ref = models.CharField(max_length=200, blank=True, db_default="")
    payment_ref = models.CharField(max_length=120, blank=True, db_default="")
    surplus_refs = ArrayField(models.CharField(max_length=120), db_default=[])
    paid = models.BigIntegerField(null=True)
    paid_currency = models.CharField(max_length=3, blank=True, db_default="")
    bonus = models.BigIntegerField(db_default=0)
    failure = models.CharField(max_length=200, blank=True, db_default="")
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    claims_open = models.IntegerField(db_default=0)
    disputed = models.BigIntegerField(db_default=0)
    taken_cash = models.BigIntegerField(db_default=0)
    revoked = models.BigIntegerField(db_default=0)
    owed = models.BigIntegerField(db_default=0)
    settled = models.BigIntegerField(db_default=0)
    written_off = models.BigIntegerField(db_default=0)
    trail_seq = models.IntegerField(db_default=0)
    trail_head = models.BinaryField(max_length=32, db_default=b"\x00" * 32)

    class Meta:
        db_table = "top_ups"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="top_ups_account_id"),
            models.UniqueConstraint(
                fields=("provider", "payment_ref"), name="top_ups_payment", condition=~Q(payment_ref="")
            ),
            models.CheckConstraint(name="top_ups_amount", condition=Q(amount__gt=0) & Q(bonus__gte=0)),
            models.CheckConstraint(name="top_ups_state", condition=Q(state__in=[state.value for state in TopUpState])),
            models.CheckConstraint(
                name="top_ups_paid",
                condition=(Q(state="paid") & Q(paid__gt=0) & ~Q(payment_ref="") & ~Q(paid_currency=""))
                | (~Q(state="paid") & Q(paid__isnull=True) & Q(bonus=0)),
            ),
            models.CheckConstraint(
                name="top_ups_taken",
                condition=Q(claims_open__gte=0)
                & Q(disputed__gte=0)
                & Q(taken_cash__gte=0)
                & Q(revoked__gte=0)
                & Q(owed__gte=0)
                & Q(settled__gte=0)
                & Q(written_off__gte=0),
            ),
        )
        indexes = (
            models.Index(fields=("account", "-id"), name="top_ups_by_account"),
            models.Index(fields=("looked_at", "id"), name="top_ups_waiting", condition=Q(state="begun")),
            models.Index(
                fields=("begun_at",),
                name="top_ups_ended_unpaid",
                condition=Q(state__in=["failed", "canceled"]) & ~Q(checkout_ref=""),
            ),
            models.Index(fields=("provider", "ended_at"), name="top_ups_by_provider", condition=Q(state="paid")),
            models.Index(fields=("account",), name="top_ups_held", condition=Q(claims_open__gt=0) | Q(owed__gt=0)),
        )


class Withdrawal(models.Model):
    """Money on its way out: `amount` is frozen while asked; when it is approved `fee` stays and the rest is paid.

    `destination` is told in the words of `method`; `asked_by`, `taken_up_name` and `decided_by` are names as they were
    then. Only who has taken it up pays it out.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    fee = models.BigIntegerField()
    fee_percent = models.CharField(max_length=12)
    method = models.CharField(max_length=10)
    holder = models.CharField(max_length=140)
    destination = models.CharField(max_length=140)
    state = models.CharField(max_length=10, db_default=WithdrawalState.ASKED.value)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    taken_up_by = models.UUIDField(null=True)
    taken_up_name = models.CharField(max_length=120, blank=True, db_default="")
    taken_up_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True, db_default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, db_default="")
    reference = models.CharField(max_length=120, blank=True, db_default="")
    trail_seq = models.IntegerField(db_default=0)
    trail_head = models.BinaryField(max_length=32, db_default=b"\x00" * 32)

    class Meta:
        db_table = "withdrawals"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="withdrawals_account_id"),
            models.CheckConstraint(name="withdrawals_amount", condition=Q(fee__gte=0) & Q(amount__gt=F("fee"))),
            models.CheckConstraint(
                name="withdrawals_method", condition=Q(method__in=[method.value for method in PayoutMethod])
            ),
            models.CheckConstraint(
                name="withdrawals_state",
                condition=(Q(state="asked") & Q(decided_at__isnull=True))
                | (Q(state="approved", decided_at__isnull=False, taken_up_by__isnull=False) & ~Q(reference=""))
                | (Q(state="refused") & Q(decided_at__isnull=False) & ~Q(reason=""))
                | Q(state="canceled", decided_at__isnull=False, taken_up_by__isnull=True),
            ),
            models.CheckConstraint(
                name="withdrawals_taken_up",
                condition=Q(taken_up_by__isnull=True, taken_up_at__isnull=True, taken_up_name="")
                | (Q(taken_up_by__isnull=False, taken_up_at__isnull=False) & ~Q(taken_up_name="")),
            ),
        )
        indexes = (
            models.Index(fields=("account", "-id"), name="withdrawals_by_account"),
            models.Index(fields=("asked_at", "id"), name="withdrawals_waiting", condition=Q(state="asked")),
            models.Index(fields=("-decided_at", "-id"), name="withdrawals_decided", condition=~Q(state="asked")),
        )
