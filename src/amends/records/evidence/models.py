"""Evidence: files given with a draft or a dispute, and files that are still to be fetched."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from amends.core.evidence.fetching import FetchState
from amends.core.evidence.purposes import Purpose
from amends.records.ids import new_id


class Evidence(models.Model):
    """One file. `original_key`, `shown_key` and `thumbnail_key` name objects of the file store.

    `shows_buyer_email` marks the file in which the buyer's address is visible.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    draft = models.ForeignKey(
        "disputes.Draft",
        on_delete=models.PROTECT,
        null=True,
        related_name="evidence",
        db_constraint=False,
        db_index=False,
    )
    dispute = models.ForeignKey(
        "disputes.Dispute",
        on_delete=models.PROTECT,
        null=True,
        related_name="evidence",
        db_constraint=False,
        db_index=False,
    )
    purpose = models.CharField(max_length=12)
    shows_buyer_email = models.BooleanField(db_default=False)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    media_kind = models.CharField(max_length=10)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    original_key = models.CharField(max_length=200)
    shown_key = models.CharField(max_length=200, blank=True, db_default="")
    thumbnail_key = models.CharField(max_length=200, blank=True, db_default="")
    added_by = models.UUIDField(null=True)
    added_by_name = models.CharField(max_length=200, blank=True, db_default="")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "evidence"
        constraints = (
            models.CheckConstraint(
                name="evidence_one_home",
                condition=(Q(draft__isnull=True) & Q(dispute__isnull=False))
                | (Q(draft__isnull=False) & Q(dispute__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=("draft",), name="evidence_by_draft", condition=Q(draft__isnull=False)),
            models.Index(fields=("dispute",), name="evidence_by_dispute", condition=Q(dispute__isnull=False)),
        )


class EvidenceFetch(models.Model):
    """A file given by its address. Its id becomes the evidence's; `columns` are those that the file told of itself.

    Without a dispute it was uploaded for one that is still to come. `why` and its code `failed_for` are the last try's.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dispute = models.ForeignKey(
        "disputes.Dispute",
        on_delete=models.PROTECT,
        null=True,
        related_name="fetches",
        db_constraint=False,
        db_index=False,
    )
    url = models.CharField(max_length=2_000)
    state = models.CharField(max_length=10, db_default=FetchState.WAITING.value)
    purpose = models.CharField(max_length=12, db_default=Purpose.OTHER.value)
    shows_buyer_email = models.BooleanField(db_default=False)
    why = models.CharField(max_length=300, blank=True, db_default="")
    failed_for = models.CharField(max_length=60, blank=True, db_default="")
    columns = models.JSONField(db_default=models.Value({}, models.JSONField()))
    asked_by = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    tries = models.IntegerField(db_default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_fetches"
        constraints = (
            models.UniqueConstraint(fields=("dispute", "url"), name="evidence_fetches_once"),
            models.CheckConstraint(
                name="evidence_fetches_state",
                condition=Q(state=FetchState.WAITING.value, next_try_at__isnull=False)
                | Q(
                    state__in=[FetchState.FETCHED.value, FetchState.GIVEN.value, FetchState.FAILED.value],
                    next_try_at__isnull=True,
                ),
            ),
        )
        indexes = (
            models.Index(fields=("next_try_at",), name="evidence_fetches_due", condition=Q(next_try_at__isnull=False)),
            models.Index(fields=("account",), name="evidence_fetches_homeless", condition=Q(dispute__isnull=True)),
        )
