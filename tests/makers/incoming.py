"""Orders as the platform's order system tells them, and who tells."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from amends.core.access import ROLE_PERMISSIONS, Actor, Role, Side
from amends.core.disputes.opening import Chosen, Form
from amends.core.disputes.reasons import Reason, Wish
from amends.core.evidence.purposes import Purpose
from amends.core.orders.incoming import IncomingLine, IncomingOrder, IncomingPayment
from amends.core.orders.kinds import Kind, PaymentState
from amends.records.ids import new_id
from amends.records.orders.models import Order
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.orders.take_in_order import TakeInOrder, take_in_order

PLACED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLATFORM = Actor(
    side=Side.PLATFORM,
    id=new_id(),
    account_id=None,
    name="Order system",
    permissions=ROLE_PERMISSIONS[Role.PLATFORM],
)
MUGS = IncomingLine(sku="MUG-01", name="Enamel mug", quantity=3, goods=1500)
LAMP = IncomingLine(sku="LAMP-7", name="Paper lamp", quantity=1, goods=500)
ORDER = IncomingOrder(
    number="A-1001",
    kind=Kind.STORE,
    currency="USD",
    placed_at=PLACED,
    lines=(MUGS, LAMP),
    shipping=401,
    tax=100,
    tax_handling=3,
    payment_state=PaymentState.PAID,
    paid_at=PLACED,
    external_number="#1001",
    store_name="Blue Lantern",
    buyer_name="Zoë STRAẞE",
    buyer_email="Zoe@Buyer.example",
    country="DE",
    address={"name": "Zoë Straße", "line1": "Hauptweg 1", "city": "Köln", "zip": "50667"},
    sold_for=4990,
    sold_for_currency="EUR",
)
PAYMENT = IncomingPayment(provider="sandbox", provider_ref="pay_1", amount=2504, paid_at=PLACED)


def take(account_id: UUID, order: IncomingOrder = ORDER, **changes: object) -> Order:
    """The order taken in from the platform, with `changes` to what is told."""
    told = replace(order, **changes)  # type: ignore[arg-type]
    taken = take_in_order(ask=TakeInOrder(account_id=account_id, order=told), actor=PLATFORM, now=NOW)
    return Order.objects.get(id=taken.order_id)


def dispute(by: Actor, order: Order, *, position: int = 1, units: int = 1, amount: int | None = None) -> str:
    """The number of a dispute that `by` opens on one line of `order`: a cancellation, or after dispatch as damaged."""
    line = order.lines.get(position=position)
    unshipped = order.stage in ("pending", "processing")
    form = Form(
        chosen=(Chosen(line_id=line.id, quantity=units),),
        reason=Reason.ORDER_CANCELLATION if unshipped else Reason.DAMAGED,
        wish=Wish.REFUND_WALLET,
        amount=amount,
        message="",
        buyer_email="zoe@buyer.example",
    )
    shown = (Purpose.COMPLAINT, Purpose.PRODUCT, Purpose.PARCEL)
    opened = open_dispute(ask=OpenDispute(who=by, order=order.number, form=form, evidence=shown), now=NOW)
    return str(opened.answer["number"])
