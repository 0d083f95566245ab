"""Disputes and what hangs on them. Amounts are whole minor units of the dispute's currency."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from amends.core.access import Side
from amends.core.disputes.states import STATES, State
from amends.records.ids import new_id

OPEN_STATES = [state.value for state, facts in STATES.items() if facts.open]
MERCHANTS_TURN = [state.value for state, facts in STATES.items() if facts.open and facts.awaited is Side.MERCHANT]
"""States in which the merchant is awaited."""

_RESTING = [state.value for state, facts in STATES.items() if not facts.open and state is not State.DRAFT]


class Draft(models.Model):
    """A dispute being filled in. `form` is what was typed, as typed; nothing of it is checked yet."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(
        "orders.Order", on_delete=models.CASCADE, related_name="drafts", db_constraint=False, db_index=False
    )
    begun_by = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")
    form = models.JSONField(db_default=models.Value({}, models.JSONField()))
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()

    class Meta:
        db_table = "drafts"
        constraints = (
            models.UniqueConstraint(fields=("order", "begun_by"), name="drafts_one_each"),
            models.UniqueConstraint(fields=("account", "id"), name="drafts_account_id"),
        )
        indexes = (models.Index(fields=("due_at",), name="drafts_due"),)


class Dispute(models.Model):
    """One dispute as it stands. `version` counts its moves and files; its trail ends with `trail_seq`, `trail_head`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="disputes", db_index=False)
    order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, related_name="disputes", db_constraint=False, db_index=False
    )
    number = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=20)
    reason = models.CharField(max_length=24)
    detail = models.CharField(max_length=24, blank=True, db_default="")
    wish = models.CharField(max_length=16)
    currency = models.CharField(max_length=3)
    asked = models.BigIntegerField(db_default=0)
    ceiling_goods = models.BigIntegerField(db_default=0)
    ceiling_shipping = models.BigIntegerField(db_default=0)
    ceiling_tax = models.BigIntegerField(db_default=0)
    ceiling_tax_handling = models.BigIntegerField(db_default=0)
    buyer_email = models.CharField(max_length=254, blank=True, db_default="")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=200)
    state_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    escalations = models.IntegerField(db_default=0)
    assignee = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    resend_order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, null=True, related_name="resent_for", db_constraint=False
    )
    request_key = models.CharField(max_length=100, null=True)
    version = models.IntegerField(db_default=1)
    trail_seq = models.IntegerField(db_default=1)
    trail_head = models.BinaryField(max_length=32)

    class Meta:
        db_table = "disputes"
        constraints = (
            models.UniqueConstraint(fields=("account", "id"), name="disputes_account_id"),
            models.UniqueConstraint(
                fields=("account", "request_key"), name="disputes_request_key", condition=Q(request_key__isnull=False)
            ),
            models.CheckConstraint(name="disputes_state", condition=Q(state__in=OPEN_STATES + _RESTING)),
            models.CheckConstraint(
                name="disputes_waiting_is_due",
                condition=(Q(state__in=OPEN_STATES) & Q(due_at__isnull=False) & Q(closed_at__isnull=True))
                | (Q(state__in=_RESTING) & Q(due_at__isnull=True) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(name="disputes_asked", condition=Q(asked__gte=0)),
        )
        indexes = (
            models.Index(fields=("account", "-opened_at", "-id"), name="disputes_by_time"),
            models.Index(fields=("account", "state", "-opened_at", "-id"), name="disputes_by_state"),
            models.Index(fields=("-opened_at", "-id"), name="disputes_latest"),
            models.Index(
                fields=("account", "state", "due_at", "id"),
                name="disputes_waiting",
                condition=Q(state__in=MERCHANTS_TURN),
            ),
            models.Index(fields=("order",), name="disputes_by_order"),
            models.Index(fields=("due_at", "id"), name="disputes_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=("state", "due_at", "id"), name="disputes_queue", condition=Q(due_at__isnull=False)),
            models.Index(fields=("assignee", "due_at", "id"), name="disputes_taken", condition=Q(due_at__isnull=False)),
        )


class Claim(models.Model):
    """A claimed line: units, the ceiling by part, and its share of the amount asked. `open` with the dispute."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="claims", db_constraint=False, db_index=False
    )
    line = models.ForeignKey(
        "orders.OrderLine", on_delete=models.PROTECT, related_name="claims", db_constraint=False, db_index=False
    )
    quantity = models.IntegerField()
    asked = models.BigIntegerField(db_default=0)
    ceiling_goods = models.BigIntegerField(db_default=0)
    ceiling_shipping = models.BigIntegerField(db_default=0)
    ceiling_tax = models.BigIntegerField(db_default=0)
    ceiling_tax_handling = models.BigIntegerField(db_default=0)
    open = models.BooleanField(db_default=True)

    class Meta:
        db_table = "claims"
        constraints = (
            models.UniqueConstraint(fields=("dispute", "line"), name="claims_once"),
            models.UniqueConstraint(fields=("line",), name="claims_one_open", condition=Q(open=True)),
            models.CheckConstraint(name="claims_units", condition=Q(quantity__gte=1) & Q(asked__gte=0)),
        )


class Message(models.Model):
    """One message of a thread. `audience` holds core Audience words; empty makes it an internal note of staff.

    A message without a dispute belongs to its order's own thread.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="messages", null=True, db_constraint=False, db_index=False
    )
    side = models.CharField(max_length=10)
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    audience = ArrayField(models.CharField(max_length=12))
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "messages"
        indexes = (
            models.Index(fields=("dispute", "id"), name="messages_by_dispute", condition=Q(dispute__isnull=False)),
            models.Index(fields=("order", "id"), name="messages_by_order", condition=Q(dispute__isnull=True)),
            models.Index(
                fields=("-id",), name="messages_to_answer", condition=Q(dispute__isnull=True, side=Side.MERCHANT.value)
            ),
        )


class Offer(models.Model):
    """What the platform proposed in a round: an amount or a resend, until it is answered or its time passes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="offers", db_constraint=False, db_index=False
    )
    round = models.IntegerField()
    outcome = models.CharField(max_length=16)
    amount = models.BigIntegerField(db_default=0)
    parts = models.JSONField(db_default=models.Value({}, models.JSONField()))
    resend = models.JSONField(db_default=models.Value({}, models.JSONField()))
    words = models.TextField(blank=True, db_default="")
    made_by_id = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, db_default="")
    answered_at = models.DateTimeField(null=True)
    answer_words = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "offers"
        constraints = (
            models.UniqueConstraint(fields=("dispute", "round"), name="offers_round"),
            models.UniqueConstraint(fields=("dispute",), name="offers_one_open", condition=Q(answer="")),
            models.CheckConstraint(
                name="offers_answer", condition=Q(answer__in=["", "agreed", "declined", "withdrawn", "expired"])
            ),
        )
