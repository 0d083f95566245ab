"""Members, their sessions, and what is known of an order only because it was made over CJ's API."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from amends.records.ids import new_id

_FIRST_USER = 1_000_000


def new_open_id() -> int:
    """Sixteen random digits: a whole number that JavaScript keeps, and that nobody guesses."""
    return 10**15 + secrets.randbelow(8 * 10**15)


class CjMember(models.Model):
    """An account as CJ's clients know it, from its first login on. `open_id` also keys the messages sent to it."""

    id = models.BigAutoField(primary_key=True)
    account = models.OneToOneField("access.Account", on_delete=models.CASCADE, related_name="cj_member")
    open_id = models.BigIntegerField(unique=True, default=new_open_id)

    class Meta:
        db_table = "cj_members"

    @property
    def user_number(self) -> str:
        """``CJ1000001`` for the first."""
        return f"CJ{_FIRST_USER + self.id}"


class CjSession(models.Model):
    """One login with an API key, which is a token of the account's: it lives no longer than that.

    Of both tokens only digests are kept; a refresh replaces them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="cj_sessions", db_index=False)
    token = models.ForeignKey("access.ApiToken", on_delete=models.CASCADE, related_name="cj_sessions")
    access_digest = models.BinaryField(max_length=32, unique=True)
    access_expires_at = models.DateTimeField()
    refresh_digest = models.BinaryField(max_length=32, unique=True)
    refresh_expires_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "cj_sessions"


class CjOrder(models.Model):
    """What an order made over CJ's API carries besides: whether it waits to be confirmed, and whether it is a trial.

    `tracking_number` is what a trial's parcel will carry; told before it is dispatched. `store_line_items` are the
    client's own names of the lines, by their position.
    """

    order = models.OneToOneField(
        "orders.Order", on_delete=models.CASCADE, primary_key=True, related_name="cj", db_constraint=False
    )
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+", db_index=False)
    sandbox = models.BooleanField(db_default=False)
    confirmed_at = models.DateTimeField(null=True)
    tracking_number = models.CharField(max_length=64, blank=True, db_default="")
    remark = models.CharField(max_length=500, blank=True, db_default="")
    store_line_items = ArrayField(models.CharField(max_length=125), db_default=[])

    class Meta:
        db_table = "cj_orders"
        constraints = (
            models.CheckConstraint(
                name="cj_orders_tracked_in_sandbox", condition=Q(sandbox=True) | Q(tracking_number="")
            ),
        )
