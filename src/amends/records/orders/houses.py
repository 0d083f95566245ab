"""Which payment houses are set up here, beside those at which orders were paid."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce

from amends.core.orders.kinds import BONUS_PAYMENT, WALLET_PAYMENT
from amends.records.orders.models import Payment


def paid_elsewhere(providers: Iterable[str]) -> str:
    """The first by name of these providers that is neither ours nor set up here; empty for none."""
    here = {*settings.PAYMENT_GATEWAYS, WALLET_PAYMENT, BONUS_PAYMENT}
    return min(set(providers) - here, default="")


def paid_at() -> ArraySubquery:
    """Of an order's row: the providers at which something is left of the payments behind it, or behind its origin."""
    behind = Payment.objects.filter(order_id=Coalesce(OuterRef("root_order_id"), OuterRef("id")))
    left = behind.filter(amount__gt=F("refunded") + F("reserved") + F("external_claimed"))
    return ArraySubquery(left.values("provider"))
