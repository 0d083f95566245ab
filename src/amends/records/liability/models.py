"""Who bears an award, and the debit notes that collect it month by month. Amounts in minor units."""

from django.db import models
from django.db.models import F, Q

from amends.core.liability.notes import NoteState
from amends.records.ids import new_id

_KINDS = ["supplier", "carrier"]
_COLLECTING = NoteState.COLLECTING.value


def _account() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _dispute() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "disputes.Dispute", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


class Bearing(models.Model):
    """Who bears a dispute's award; of its bearings the one with the highest number counts. Never changed.

    Number 1 is the policy's (`version`, `clause`; no clause: the platform bears it). The others are staff's, with
    `why`. Percents; an empty name with a share means that nobody was known and the platform bears it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    dispute = _dispute()
    number = models.IntegerField()
    platform = models.IntegerField()
    supplier = models.IntegerField()
    carrier = models.IntegerField()
    merchant = models.IntegerField()
    supplier_name = models.CharField(max_length=120, blank=True, db_default="")
    carrier_name = models.CharField(max_length=120, blank=True, db_default="")
    version = models.IntegerField(null=True)
    clause = models.CharField(max_length=80, null=True)
    why = models.TextField(blank=True, db_default="")
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "bearings"
        constraints = (
            models.UniqueConstraint(fields=("dispute", "number"), name="bearings_number"),
            models.CheckConstraint(
                name="bearings_whole",
                condition=Q(platform__gte=0, supplier__gte=0, carrier__gte=0, merchant__gte=0)
                & Q(platform=100 - F("supplier") - F("carrier") - F("merchant")),
            ),
            models.CheckConstraint(name="bearings_why", condition=Q(number=1) | ~Q(why="")),
        )


class DebitNote(models.Model):
    """What a supplier or carrier bears of a month, in one currency. While it collects it is the sum of its lines;

    once issued, `number` and `amount` are what the party was told, and never change.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    month = models.DateField()
    state = models.CharField(max_length=12, db_default=_COLLECTING)
    number = models.CharField(max_length=30, null=True, unique=True)
    amount = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=120, blank=True, db_default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "debit_notes"
        constraints = (
            models.UniqueConstraint(fields=("kind", "name", "currency", "month"), name="debit_notes_once"),
            models.CheckConstraint(
                name="debit_notes_words",
                condition=Q(state__in=[state.value for state in NoteState]) & Q(kind__in=_KINDS) & ~Q(name=""),
            ),
            models.CheckConstraint(name="debit_notes_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="debit_notes_issued",
                condition=Q(state=_COLLECTING, number__isnull=True, amount__isnull=True, issued_at__isnull=True)
                | (~Q(state=_COLLECTING) & Q(number__isnull=False, amount__isnull=False, issued_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="debit_notes_settled",
                condition=(Q(state=NoteState.SETTLED.value, settled_at__isnull=False) & ~Q(reference=""))
                | (~Q(state=NoteState.SETTLED.value) & Q(settled_at__isnull=True, reference="")),
            ),
        )
        indexes = (
            models.Index(fields=("-month", "kind", "name"), name="debit_notes_by_month"),
            models.Index(fields=("month",), name="debit_notes_collecting", condition=Q(state=_COLLECTING)),
        )


class CreditNote(models.Model):
    """Lines of an issued debit note that its party need not pay, and why. `amount` is theirs together.

    Of a note that was paid they are taken back within the note that collects then.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    note = models.ForeignKey(DebitNote, on_delete=models.PROTECT, related_name="credits")
    number = models.CharField(max_length=30, unique=True)
    amount = models.BigIntegerField()
    words = models.TextField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "credit_notes"
        constraints = (models.CheckConstraint(name="credit_notes_amount", condition=Q(amount__gt=0)),)


class DebitLine(models.Model):
    """A leg's part that a note's party bears (`amount` > 0), or what undoes such a line (`reverses`; `amount` < 0).

    `entry` is the line's own in the ledger. Never changed; a note that no longer collects takes its own credits only.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    dispute = _dispute()
    note = models.ForeignKey(DebitNote, on_delete=models.PROTECT, related_name="lines")
    leg = models.ForeignKey("settlements.Leg", on_delete=models.PROTECT, related_name="+")
    bearing = models.ForeignKey(Bearing, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    entry = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    credit = models.ForeignKey(CreditNote, on_delete=models.PROTECT, null=True, related_name="lines")
    posted_at = models.DateTimeField()

    class Meta:
        db_table = "debit_lines"
        constraints = (
            models.CheckConstraint(
                name="debit_lines_sign",
                condition=Q(amount__gt=0, reverses__isnull=True, credit__isnull=True)
                | Q(amount__lt=0, reverses__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("dispute",), name="debit_lines_by_dispute"),)


class NoteStep(models.Model):
    """What became of a debit note: by whom, when, with which words. Its history; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    note = models.ForeignKey(DebitNote, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    words = models.TextField(blank=True, db_default="")
    balance = models.BigIntegerField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "debit_note_steps"
