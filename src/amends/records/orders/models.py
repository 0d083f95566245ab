"""Orders as the platform fulfills them. Amounts are whole minor units of the order's currency."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.words import Product
from amends.records.ids import new_id
from amends.records.orders.short_ids import ShortId


def _one_of(words: type[Kind] | type[Stage] | type[PaymentState] | type[Tracking]) -> list[str]:
    return [word.value for word in words]


class Order(models.Model):
    """One order of a merchant.

    `charged_*` is what the merchant paid the platform (known or not); `sold_for` what the buyer paid the shop.
    `refunded` went back, `reserved` is promised by open decisions, `external_claimed` is what payment houses hold
    or took for good; `external_open` claims hold money now, `external_holder` names one of them (provider, name there).
    `open_disputes` > 0 is the hold. `root_order` is the first order of a chain of resends. `alert` is the carrier's
    (core Alert), `circumstances` what the platform noted (core Circumstance); `return_signed_at` is when the warehouse
    signed for what came back.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="orders", db_index=False)
    number = models.CharField(max_length=64)
    external_number = models.CharField(max_length=120, blank=True, db_default="")
    kind = models.CharField(max_length=12)
    stage = models.CharField(max_length=12, db_default=Stage.PENDING.value)
    payment_state = models.CharField(max_length=16, db_default=PaymentState.UNPAID.value)
    currency = models.CharField(max_length=3)
    charged_known = models.BooleanField(db_default=True)
    charged_goods = models.BigIntegerField(db_default=0)
    charged_shipping = models.BigIntegerField(db_default=0)
    charged_tax = models.BigIntegerField(db_default=0)
    charged_tax_handling = models.BigIntegerField(db_default=0)
    charged = models.BigIntegerField(db_default=0)
    refunded = models.BigIntegerField(db_default=0)
    reserved = models.BigIntegerField(db_default=0)
    external_claimed = models.BigIntegerField(db_default=0)
    external_open = models.IntegerField(db_default=0)
    external_holder = models.CharField(max_length=160, blank=True, db_default="")
    paid_outside = models.BooleanField(db_default=True)
    sold_for = models.BigIntegerField(null=True)
    sold_for_currency = models.CharField(max_length=3, blank=True, db_default="")
    store_name = models.CharField(max_length=120, blank=True, db_default="")
    supplier = models.CharField(max_length=120, blank=True, db_default="")
    buyer_name = models.CharField(max_length=200, blank=True, db_default="")
    buyer_email = models.CharField(max_length=254, blank=True, db_default="")
    buyer_name_folded = models.CharField(max_length=200, blank=True, db_default="")
    buyer_email_folded = models.CharField(max_length=254, blank=True, db_default="")
    country = models.CharField(max_length=2, blank=True, db_default="")
    address = models.JSONField(db_default=models.Value({}, models.JSONField()))
    shipping_method = models.CharField(max_length=120, blank=True, db_default="")
    tracking = models.CharField(max_length=12, db_default=Tracking.NONE.value)
    alert = models.CharField(max_length=20, blank=True, db_default="")
    circumstances = ArrayField(models.CharField(max_length=30), db_default=[])
    open_disputes = models.IntegerField(db_default=0)
    root_order = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    warehouse_started_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    return_signed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    content_digest = models.BinaryField(max_length=32, db_default=b"")
    trail_seq = models.IntegerField(db_default=0)
    trail_head = models.BinaryField(max_length=32, db_default=b"\x00" * 32)

    class Meta:
        db_table = "orders"
        constraints = (
            models.UniqueConstraint(fields=("account", "number"), name="orders_number"),
            models.UniqueConstraint(fields=("account", "id"), name="orders_account_id"),
            models.UniqueConstraint(F("account"), ShortId("id"), name="orders_short_id"),
            models.CheckConstraint(name="orders_kind", condition=Q(kind__in=_one_of(Kind))),
            models.CheckConstraint(name="orders_stage", condition=Q(stage__in=_one_of(Stage))),
            models.CheckConstraint(name="orders_payment", condition=Q(payment_state__in=_one_of(PaymentState))),
            models.CheckConstraint(name="orders_tracking", condition=Q(tracking__in=_one_of(Tracking))),
            models.CheckConstraint(name="orders_hold", condition=Q(open_disputes__gte=0)),
            models.CheckConstraint(name="orders_held_not_closed", condition=Q(open_disputes=0) | ~Q(stage="closed")),
            models.CheckConstraint(
                name="orders_external",
                condition=Q(external_open=0, external_holder="") | (Q(external_open__gt=0) & ~Q(external_holder="")),
            ),
            models.CheckConstraint(
                name="orders_money",
                condition=Q(refunded__gte=0)
                & Q(reserved__gte=0)
                & Q(external_claimed__gte=0)
                & Q(charged__gte=F("refunded") + F("reserved"))
                & Q(charged=F("charged_goods") + F("charged_shipping") + F("charged_tax") + F("charged_tax_handling")),
            ),
        )
        indexes = (
            models.Index(fields=("account", "kind", "stage", "-placed_at", "-id"), name="orders_by_stage"),
            models.Index(fields=("account", "kind", "-placed_at", "-id"), name="orders_by_time"),
            models.Index(
                fields=("account", "external_number"),
                name="orders_by_external",
                opclasses=("", "varchar_pattern_ops"),
            ),
            models.Index(fields=("account", "number"), name="orders_by_number", opclasses=("", "varchar_pattern_ops")),
            models.Index(
                fields=("account", "buyer_name_folded"),
                name="orders_by_buyer",
                opclasses=("", "varchar_pattern_ops"),
            ),
            models.Index(
                fields=("account", "buyer_email_folded"),
                name="orders_by_buyer_email",
                opclasses=("", "varchar_pattern_ops"),
            ),
        )


class OrderLine(models.Model):
    """One line: units of one SKU. `claimed` stand in the open dispute `open_dispute_id`, `resolved` were settled."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(
        Order, on_delete=models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )
    position = models.IntegerField()
    sku = models.CharField(max_length=120, blank=True, db_default="")
    sku_folded = models.CharField(max_length=120, blank=True, db_default="")
    name = models.CharField(max_length=500)
    picture_url = models.CharField(max_length=1000, blank=True, db_default="")
    product = models.CharField(max_length=30, db_default=Product.NORMAL.value)
    quantity = models.IntegerField()
    charged_goods = models.BigIntegerField(db_default=0)
    charged_shipping = models.BigIntegerField(db_default=0)
    charged_tax = models.BigIntegerField(db_default=0)
    charged_tax_handling = models.BigIntegerField(db_default=0)
    charged = models.BigIntegerField(db_default=0)
    refunded = models.BigIntegerField(db_default=0)
    reserved = models.BigIntegerField(db_default=0)
    claimed = models.IntegerField(db_default=0)
    resolved = models.IntegerField(db_default=0)
    closed = models.IntegerField(db_default=0)
    open_dispute_id = models.UUIDField(null=True)
    root_line = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        db_table = "order_lines"
        constraints = (
            models.UniqueConstraint(fields=("order", "position"), name="order_lines_position"),
            models.UniqueConstraint(fields=("account", "id"), name="order_lines_account_id"),
            models.CheckConstraint(
                name="order_lines_units",
                condition=Q(quantity__gte=1)
                & Q(claimed__gte=0)
                & Q(resolved__gte=0)
                & Q(closed__gte=0)
                & Q(closed__lte=F("resolved"))
                & Q(quantity__gte=F("claimed") + F("resolved")),
            ),
            models.CheckConstraint(
                name="order_lines_claimed",
                condition=(Q(open_dispute_id__isnull=True) & Q(claimed=0))
                | (Q(open_dispute_id__isnull=False) & Q(claimed__gt=0)),
            ),
            models.CheckConstraint(
                name="order_lines_money",
                condition=Q(refunded__gte=0)
                & Q(reserved__gte=0)
                & Q(charged__gte=F("refunded") + F("reserved"))
                & Q(charged=F("charged_goods") + F("charged_shipping") + F("charged_tax") + F("charged_tax_handling")),
            ),
        )
        indexes = (
            models.Index(
                fields=("account", "sku_folded"), name="order_lines_by_sku", opclasses=("", "varchar_pattern_ops")
            ),
        )


class Payment(models.Model):
    """A payment of the merchant's to the platform. Where its provider is not set up here, nothing is refunded there.

    `external_claimed` is what claims at the provider hold of it or took for good; it may be more than `amount`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="payments", db_constraint=False, db_index=False
    )
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    refunded = models.BigIntegerField(db_default=0)
    reserved = models.BigIntegerField(db_default=0)
    external_claimed = models.BigIntegerField(db_default=0)
    currency = models.CharField(max_length=3)
    paid_at = models.DateTimeField()

    class Meta:
        db_table = "payments"
        constraints = (
            models.UniqueConstraint(fields=("provider", "provider_ref"), name="payments_ref"),
            models.UniqueConstraint(fields=("account", "id"), name="payments_account_id"),
            models.CheckConstraint(
                name="payments_money",
                condition=Q(amount__gt=0)
                & Q(refunded__gte=0)
                & Q(reserved__gte=0)
                & Q(external_claimed__gte=0)
                & Q(amount__gte=F("refunded") + F("reserved")),
            ),
        )
        indexes = (models.Index(fields=("order",), name="payments_by_order"),)


class Shipment(models.Model):
    """A parcel on its way, and what the carrier last said of it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(
        Order, on_delete=models.CASCADE, related_name="shipments", db_constraint=False, db_index=False
    )
    method = models.CharField(max_length=120, blank=True, db_default="")
    tracking_number = models.CharField(max_length=120, blank=True, db_default="")
    tracking_number_folded = models.CharField(max_length=120, blank=True, db_default="")
    tracking = models.CharField(max_length=12, db_default=Tracking.IN_TRANSIT.value)
    dispatched_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "shipments"
        constraints = (
            models.UniqueConstraint(fields=("order", "tracking_number"), name="shipments_tracking"),
            models.UniqueConstraint(fields=("account", "id"), name="shipments_account_id"),
        )
        indexes = (
            models.Index(
                fields=("account", "tracking_number_folded"),
                name="shipments_by_tracking",
                opclasses=("", "varchar_pattern_ops"),
            ),
            models.Index(fields=("order",), name="shipments_by_order"),
        )


class HoldAcknowledgement(models.Model):
    """The platform's system has taken note that an order is held, or goes on. `event_id` is the announcement's."""

    event_id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    acknowledged_at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=200)

    class Meta:
        db_table = "hold_acknowledgements"


class TrackingEvent(models.Model):
    """One thing the carrier said of a parcel."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    shipment = models.ForeignKey(
        Shipment, on_delete=models.CASCADE, related_name="events", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    tracking = models.CharField(max_length=12)
    text = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        db_table = "tracking_events"
        constraints = (models.UniqueConstraint(fields=("shipment", "at", "text"), name="tracking_events_once"),)
