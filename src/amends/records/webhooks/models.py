"""Endpoints, secrets, deliveries, attempts. Without an account they are the platform's own."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.core.cj_api.messages import Topic
from amends.core.webhooks.endpoints import Closed, DeliveryState, Style
from amends.records.ids import new_id


def _account() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)


class Endpoint(models.Model):
    """Where somebody listens. No `events` means all, also those to come.

    `topic` is what one in CJ's style hears of instead, one endpoint for each topic of an account.
    `failing_since` is the first failure after which nothing arrived; `disabled_why` a `Closed`, empty while enabled.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    url = models.CharField(max_length=2_000)
    description = models.CharField(max_length=120, blank=True, db_default="")
    events = ArrayField(models.CharField(max_length=40), db_default=models.Value([], ArrayField(models.CharField())))
    style = models.CharField(max_length=12, db_default=Style.STANDARD.value)
    topic = models.CharField(max_length=20, blank=True, db_default="")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=12, blank=True, db_default="")

    class Meta:
        db_table = "webhook_endpoints"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="webhook_endpoints_account_id"),
            models.CheckConstraint(
                name="webhook_endpoints_style",
                condition=Q(style=Style.STANDARD.value, topic="")
                | Q(style=Style.CJ.value, topic__in=[topic.value for topic in Topic], account__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("account", "topic"), name="webhook_endpoints_topic", condition=~Q(topic="")
            ),
            models.CheckConstraint(
                name="webhook_endpoints_disabled",
                condition=Q(disabled_at__isnull=True, disabled_why="")
                | Q(disabled_at__isnull=False, disabled_why__in=[why.value for why in Closed]),
            ),
        )


class Secret(models.Model):
    """A signing secret, named by its id and never kept. `ends_at` is set when another took its place."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_secrets"
        constraints = (
            models.UniqueConstraint(
                fields=("endpoint",), name="webhook_secrets_one_lasts", condition=Q(ends_at__isnull=True)
            ),
        )


class Delivery(models.Model):
    """One event to be told to one endpoint, once. `next_try_at` is null when nothing is tried any more.

    `event_id` and `number` are the feed entry's; a test has an id of its own and no number. While a call is open
    `next_try_at` is `taken_until`: when it is due again, should the sender die. `tries` are those since it was last
    begun anew; `attempts` are all.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    event_id = models.UUIDField()
    number = models.BigIntegerField(null=True)
    code = models.CharField(max_length=40)
    state = models.CharField(max_length=12, db_default=DeliveryState.WAITING.value)
    tries = models.IntegerField(db_default=0)
    next_try_at = models.DateTimeField(null=True)
    taken_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_deliveries"
        constraints = (
            models.UniqueConstraint(fields=("endpoint", "event_id"), name="webhook_deliveries_once"),
            models.UniqueConstraint(fields=("account", "id"), name="webhook_deliveries_account_id"),
            models.CheckConstraint(
                name="webhook_deliveries_waiting",
                condition=Q(state=DeliveryState.WAITING.value, next_try_at__isnull=False, done_at__isnull=True)
                | Q(
                    state__in=[DeliveryState.DELIVERED.value, DeliveryState.FAILED.value],
                    next_try_at__isnull=True,
                    done_at__isnull=False,
                ),
            ),
        )
        indexes = (
            models.Index(F("next_try_at"), condition=Q(next_try_at__isnull=False), name="webhook_deliveries_due"),
            models.Index(
                F("endpoint"),
                F("next_try_at"),
                condition=Q(next_try_at__isnull=False),
                name="webhook_deliveries_shares",
            ),
            models.Index(F("endpoint"), F("id").desc(), name="webhook_deliveries_log"),
        )


class Attempt(models.Model):
    """One try of a delivery. `status` is null when no answer came, and then `failure` says why, in our words."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = _account()
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.IntegerField(null=True)
    failure = models.CharField(max_length=300, blank=True, db_default="")
    milliseconds = models.IntegerField()
    excerpt = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        db_table = "webhook_attempts"
