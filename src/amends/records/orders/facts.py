"""From order rows to the core's facts."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from amends.core.orders.claimable import LineFacts, OrderFacts
from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.parts import Parts
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.standing.measures import Measure
from amends.records.orders.houses import paid_elsewhere
from amends.records.orders.models import Order, OrderLine

_TOLD = 14
"""How many columns of take_order.sql come before what was told of the order's way."""


class TakenOrder(NamedTuple):
    """A locked order with its locked lines."""

    order: OrderFacts
    lines: list[LineFacts]


def line_parts(line: OrderLine) -> Parts:
    """What was charged for a line, part by part."""
    return Parts(line.charged_goods, line.charged_shipping, line.charged_tax, line.charged_tax_handling)


def order_facts(
    order: Order, money: Order, *, measure: Measure | None = None, paid_at: Iterable[str] = ()
) -> OrderFacts:
    """`order` as the core sees it; `money` is the order whose charge it draws on: its origin, or itself.

    `measure` bears on what is newly asked for; whoever decides what was opened before leaves it out, and `paid_at`,
    the providers with something left, too: they plan with the payments themselves.
    """
    left = money.charged - money.refunded - money.reserved - money.external_claimed
    return OrderFacts(
        id=order.id,
        account_id=order.account_id,
        number=order.number,
        kind=Kind(order.kind),
        stage=Stage(order.stage),
        payment_state=PaymentState(order.payment_state),
        currency=order.currency,
        charged_known=money.charged_known,
        left=0 if money.external_open else max(0, left),
        external_claimed=money.external_claimed,
        held_by=money.external_holder,
        paid_outside=money.paid_outside,
        open_disputes=order.open_disputes,
        buyer_email=order.buyer_email,
        tracking=Tracking(order.tracking),
        warehouse_started_at=order.warehouse_started_at,
        delivered_at=order.delivered_at,
        alert=Alert(order.alert) if order.alert else None,
        country=order.country,
        shipping_method=order.shipping_method,
        paid_at=order.paid_at,
        dispatched_at=order.dispatched_at,
        return_signed_at=order.return_signed_at,
        circumstances=frozenset(map(Circumstance, order.circumstances)),
        measure=measure,
        paid_elsewhere=paid_elsewhere(paid_at),
    )


def line_facts(line: OrderLine, money: OrderLine, *, claimed_by_us: int = 0) -> LineFacts:
    """`line` as the core sees it; `money` is the line it draws on. `claimed_by_us` units are not counted as claimed,

    because the dispute being decided is the one that claims them.
    """
    return LineFacts(
        id=line.id,
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        claimed=line.claimed - claimed_by_us,
        resolved=line.resolved,
        charged=line_parts(money),
        refunded=money.refunded,
        reserved=money.reserved,
        money_units=money.quantity,
        is_resend=line.root_line_id is not None,
        money_line_id=money.id,
        product=Product(line.product),
    )


def facts_from_columns(order: tuple[Any, ...], lines: list[tuple[Any, ...]], *, measure: Measure | None) -> TakenOrder:
    """The same from the columns of take_order.sql, in its order: the order's 24, each line's 17."""
    id_, account_id, number, kind, stage, payment_state, currency, *money = order[:_TOLD]
    charged_known, left, external, holder, outside, open_disputes, email = money
    tracking, started_at, delivered_at, alert, country, method, *dates, circumstances, paid_at_houses = order[_TOLD:]
    paid_at, dispatched_at, signed_at = dates
    facts = OrderFacts(
        id=id_,
        account_id=account_id,
        number=number,
        kind=Kind(kind),
        stage=Stage(stage),
        payment_state=PaymentState(payment_state),
        currency=currency,
        charged_known=charged_known,
        left=0 if holder else max(0, left - external),
        external_claimed=external,
        held_by=holder,
        paid_outside=outside,
        open_disputes=open_disputes,
        buyer_email=email,
        tracking=Tracking(tracking),
        warehouse_started_at=started_at,
        delivered_at=delivered_at,
        alert=Alert(alert) if alert else None,
        country=country,
        shipping_method=method,
        paid_at=paid_at,
        dispatched_at=dispatched_at,
        return_signed_at=signed_at,
        circumstances=frozenset(map(Circumstance, circumstances)),
        measure=measure,
        paid_elsewhere=paid_elsewhere(paid_at_houses or ()),
    )
    return TakenOrder(facts, [_line_from_columns(line) for line in lines])


def _line_from_columns(columns: tuple[Any, ...]) -> LineFacts:
    id_, sku, name, quantity, claimed, resolved, goods, shipping, tax, handling, *money = columns
    refunded, reserved, money_units, is_resend, money_line_id, product, dispute = money
    return LineFacts(
        id=id_,
        sku=sku,
        name=name,
        quantity=quantity,
        claimed=claimed,
        resolved=resolved,
        charged=Parts(goods, shipping, tax, handling),
        refunded=refunded,
        reserved=reserved,
        money_units=money_units,
        is_resend=is_resend,
        money_line_id=money_line_id,
        product=Product(product),
        dispute=dispute,
    )
