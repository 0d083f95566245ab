"""The rows of orders that are new, and storing them, one or five hundred, in the same statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from amends.core.access import Actor
from amends.core.orders.intake import Intake
from amends.core.orders.kinds import PaymentState
from amends.core.orders.refusals import PaymentKnown
from amends.core.trail.chain import FIRST
from amends.core.trail.codes import TrailCode
from amends.records.copying import copy_rows
from amends.records.ids import new_id
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.trail.compose import compose
from amends.records.trail.models import TrailEntry
from amends.usecases.orders.order_content import (
    charges,
    described,
    enter_stage,
    line_columns,
    personal_content,
    trailed_content,
)


@dataclass(frozen=True, slots=True)
class NewOrder:
    """The rows of one order, not stored yet: only their columns, but for payments, which are few."""

    order: SimpleNamespace
    lines: list[SimpleNamespace]
    payments: list[Payment]
    entry: SimpleNamespace


def new_order(*, account_id: UUID, intake: Intake, actor: Actor, now: datetime) -> NewOrder:
    """The rows of `intake` with its trail's first entry. A provider's payment means it was paid, and not outside."""
    told = intake.order
    order = SimpleNamespace(
        id=new_id(),
        account_id=account_id,
        number=told.number,
        kind=told.kind.value,
        currency=told.currency,
        payment_state=(PaymentState.PAID if told.payments else told.payment_state).value,
        paid_at=told.payments[0].paid_at if told.payments else told.paid_at,
        paid_outside=not told.payments,
        content_digest=intake.digest,
        **described(told),
        **charges(intake.charged, known=told.charged_known),
        dispatched_at=None,
        closed_at=None,
    )
    enter_stage(order, told.stage, told, now=now)
    lines = [
        SimpleNamespace(
            **line_columns(account_id=account_id, order_id=order.id, position=position, told=line, charged=charged)
        )
        for position, (line, charged) in enumerate(zip(told.lines, intake.parts, strict=True), start=1)
    ]
    composed = compose(
        subject_id=order.id,
        number=1,
        previous=FIRST,
        code=TrailCode.ORDER_TAKEN_IN,
        actor=actor,
        now=now,
        before=None,
        after=trailed_content(order, lines),
        personal=personal_content(order),
    )
    order.trail_seq, order.trail_head = composed.number, composed.digest
    entry = SimpleNamespace(
        id=new_id(),
        account_id=account_id,
        subject_kind="order",
        subject_id=order.id,
        number=composed.number,
        code=composed.code.value,
        at=now,
        body=composed.body,
        personal=composed.personal,
        digest=composed.digest,
    )
    return NewOrder(order, lines, payment_rows(order, intake), entry)


def payment_rows(order: Any, intake: Intake) -> list[Payment]:
    """The payments told of, as rows of `order`, which has the columns of Order."""
    return [
        Payment(
            account_id=order.account_id,
            order_id=order.id,
            provider=payment.provider,
            provider_ref=payment.provider_ref,
            amount=payment.amount,
            currency=order.currency,
            paid_at=payment.paid_at,
        )
        for payment in intake.order.payments
    ]


def store_new(many: Sequence[NewOrder]) -> set[UUID]:
    """Stores what is new, within the caller's transaction, and returns the stored orders' ids.

    An order whose number its account already has, also one taken in a moment ago by somebody else, is left out.
    Raises PaymentKnown.
    """
    stored = _store_orders([new.order for new in many])
    kept = [new for new in many if new.order.id in stored]
    copy_rows(OrderLine, [line for new in kept for line in new.lines])
    copy_rows(TrailEntry, [new.entry for new in kept])
    for new in kept:
        store_payments(new.order.number, new.payments)
    return stored


def _store_orders(orders: list[SimpleNamespace]) -> set[UUID]:
    """All at once, which is quick; and only where one of them is there already, those that are not."""
    ids = [order.id for order in orders]
    try:
        with transaction.atomic():
            copy_rows(Order, orders)
    except IntegrityError:
        Order.objects.bulk_create([Order(**vars(order)) for order in orders], ignore_conflicts=True)
        return set(Order.objects.filter(id__in=ids).values_list("id", flat=True))
    return set(ids)


def store_payments(number: str, payments: list[Payment]) -> None:
    """Stores payments of the order `number`. Raises PaymentKnown when a provider's reference is already noted."""
    if not payments:
        return
    try:
        with transaction.atomic():
            Payment.objects.bulk_create(payments)
    except IntegrityError as clash:
        refs = [f"{payment.provider} {payment.provider_ref}" for payment in payments]
        raise PaymentKnown(number=number, refs=refs) from clash
