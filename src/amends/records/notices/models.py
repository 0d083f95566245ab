"""What happened, numbered, and who is told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from amends.records.ids import new_id


class Outbox(models.Model):
    """One thing to announce, written with the change itself. The drainer numbers it after commit, then drops it.

    `account` is null for what is the platform's own; `trail_seq` is the length of the dispute's trail with this change.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=40)
    order_id = models.UUIDField(null=True)
    dispute_id = models.UUIDField(null=True)
    trail_seq = models.IntegerField(null=True)
    facts = models.JSONField(db_default=models.Value({}, models.JSONField()))
    at = models.DateTimeField()

    class Meta:
        db_table = "outbox"


class FeedEntry(models.Model):
    """An announced event. `number` is the cursor of every feed: given after commit, by one writer, without skips.

    `sequence` numbers the events of one dispute, from 1, in the order of its trail.
    """

    number = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(unique=True)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=40)
    order_id = models.UUIDField(null=True)
    dispute_id = models.UUIDField(null=True)
    sequence = models.IntegerField(null=True)
    facts = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "feed_entries"
        indexes = (
            models.Index(fields=("account", "number"), name="feed_by_account"),
            models.Index(fields=("dispute_id", "number"), name="feed_by_dispute"),
            models.Index(fields=("code", "number"), name="feed_by_code"),
        )


class Notice(models.Model):
    """One person told of one event."""

    id = models.UUIDField(primary_key=True, default=new_id)
    event_id = models.UUIDField()
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="notices")
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, null=True, related_name="+")
    code = models.CharField(max_length=40)
    facts = models.JSONField()
    dispute_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices"
        constraints = (models.UniqueConstraint(fields=("event_id", "user"), name="notices_once"),)
        indexes = (models.Index(fields=("user", "-id"), name="notices_by_user"),)


class KeptMail(models.Model):
    """A mail that was not sent but kept, for the demo's page of mails."""

    id = models.UUIDField(primary_key=True, default=new_id)
    recipients = ArrayField(models.CharField(max_length=254))
    subject = models.CharField(max_length=500)
    body = models.TextField()
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "kept_mails"
        constraints = (models.CheckConstraint(name="kept_mails_to", condition=~Q(recipients=[])),)
