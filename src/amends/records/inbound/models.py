"""Messages of payment houses."""

from django.db import models
from django.db.models import F, Q

from amends.records.ids import new_id


class InboundMessage(models.Model):
    """One message, kept before anything is done about it. `event_id` is its name at the provider.

    `next_try_at` is when it is tried next: None once it was digested, or when it was tried often enough.
    `asked_again_by` is who of the staff last had it tried again.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)
    body = models.BinaryField()
    received_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)
    tries = models.IntegerField(db_default=0)
    failure = models.CharField(max_length=300, blank=True, db_default="")
    asked_again_by = models.CharField(max_length=150, blank=True, db_default="")
    asked_again_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "inbound_messages"
        constraints = (
            models.UniqueConstraint(fields=("provider", "event_id"), name="inbound_messages_event"),
            models.CheckConstraint(name="inbound_messages_tries", condition=Q(tries__gte=0)),
            models.CheckConstraint(
                name="inbound_messages_done", condition=Q(digested_at__isnull=True) | Q(next_try_at__isnull=True)
            ),
        )
        indexes = (
            models.Index(F("next_try_at"), condition=Q(next_try_at__isnull=False), name="inbound_messages_waiting"),
            models.Index(F("id"), condition=Q(digested_at__isnull=True), name="inbound_messages_undigested"),
        )
