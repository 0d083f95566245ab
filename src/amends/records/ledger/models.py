"""The ledger. Its accounts, entries and postings are never changed or removed: the database refuses both."""

from django.db import models
from django.db.models import F, Q

from amends.core.ledger.posting import LedgerKind
from amends.records.ids import new_id


class Wallet(models.Model):
    """A merchant's balance in one currency, minor units; always equal to the sum of its postings.

    `last_posted_at` is the moment of its latest entry; the next one's is not before it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="wallets")
    currency = models.CharField(max_length=3)
    cash = models.BigIntegerField(db_default=0)
    bonus = models.BigIntegerField(db_default=0)
    frozen = models.BigIntegerField(db_default=0)
    last_posted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "wallets"
        constraints = (
            models.UniqueConstraint(fields=("account", "currency"), name="wallets_currency"),
            models.CheckConstraint(
                name="wallets_not_negative", condition=Q(cash__gte=0) & Q(bonus__gte=0) & Q(frozen__gte=0)
            ),
        )


class WalletMonth(models.Model):
    """What one calendar month (UTC, its first day) moved in a wallet's parts, minor units; changed with the wallet.

    A statement reads from here what stood there before its month, however many postings there are.
    """

    pk = models.CompositePrimaryKey("wallet", "month")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="months", db_index=False)
    month = models.DateField()
    cash = models.BigIntegerField(db_default=0)
    bonus = models.BigIntegerField(db_default=0)
    frozen = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "wallet_months"


class LedgerAccount(models.Model):
    """An account of the ledger: a merchant's wallet part, or one of the platform's (`detail` names a provider)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    detail = models.CharField(max_length=120, blank=True, db_default="")

    class Meta:
        db_table = "ledger_accounts"
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "account", "currency", "detail"), name="ledger_accounts_once", nulls_distinct=False
            ),
            models.UniqueConstraint(fields=("id", "currency"), name="ledger_accounts_currency"),
            models.CheckConstraint(name="ledger_accounts_kind", condition=Q(kind__in=[k.value for k in LedgerKind])),
            models.CheckConstraint(
                name="ledger_accounts_owner",
                condition=(Q(kind__startswith="wallet_") & Q(account__isnull=False))
                | (~Q(kind__startswith="wallet_") & Q(account__isnull=True)),
            ),
        )


class Entry(models.Model):
    """One thing that happened to money, with its postings. (kind, key) happens once.

    `cash`, `bonus` and `frozen` are what it changed of `wallet`, and `wallet_after` the whole balance after it, so that
    a wallet's history is read from one table.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    order_id = models.UUIDField(null=True)
    dispute_id = models.UUIDField(null=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    posted_at = models.DateTimeField()
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, null=True, related_name="entries", db_index=False)
    cash = models.BigIntegerField(db_default=0)
    bonus = models.BigIntegerField(db_default=0)
    frozen = models.BigIntegerField(db_default=0)
    wallet_after = models.BigIntegerField(null=True)

    class Meta:
        db_table = "entries"
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="entries_once"),)
        indexes = (
            models.Index(
                fields=("wallet", "-posted_at", "-id"), name="entries_by_wallet", condition=Q(wallet__isnull=False)
            ),
            models.Index(
                fields=("wallet", "kind", "-posted_at", "-id"),
                name="entries_by_wallet_kind",
                condition=Q(wallet__isnull=False),
            ),
            models.Index(
                fields=("wallet", "order_id"),
                name="entries_by_wallet_order",
                condition=Q(wallet__isnull=False) & Q(order_id__isnull=False),
            ),
        )


class Posting(models.Model):
    """`amount` moved from `source` to `destination`. `wallet_after` is the owner's whole balance after it, if one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    number = models.IntegerField()
    # Their constraints hold the currency too (0002_guards).
    source = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="out", db_constraint=False)
    destination = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="into", db_constraint=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, null=True, related_name="postings")
    wallet_after = models.BigIntegerField(null=True)

    class Meta:
        db_table = "postings"
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="postings_number"),
            models.CheckConstraint(name="postings_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="postings_move", condition=~Q(source=F("destination"))),
        )
        indexes = (
            models.Index(fields=("wallet", "-id"), name="postings_by_wallet", condition=Q(wallet__isnull=False)),
        )
