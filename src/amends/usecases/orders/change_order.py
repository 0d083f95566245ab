"""What taking in, updating and importing share: bringing a locked order to the content that is now told of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from amends.core.access import Actor
from amends.core.orders.intake import Intake
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.orders.parts import add_parts
from amends.core.orders.refusals import NumberTaken, PaymentKnown, ResendUnchangeable, Unchangeable
from amends.core.orders.stages import follow
from amends.core.orders.updating import check_paid, plan_lines
from amends.core.trail.codes import TrailCode
from amends.records.orders.locks import lock_lines
from amends.records.orders.models import Order, Payment
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.orders.held_order import held_by
from amends.usecases.orders.new_order import payment_rows, store_payments
from amends.usecases.orders.order_content import (
    charges,
    described,
    enter_stage,
    personal_content,
    trailed_content,
)
from amends.usecases.orders.standing_lines import standing_lines, write_lines

_SAVED = [
    *"stage dispatched_at closed_at payment_state paid_at paid_outside content_digest".split(),
    *TRAIL_FIELDS,
]


class Outcome(StrEnum):
    """What telling of an order came to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def change_order(order: Order, intake: Intake, *, actor: Actor, now: datetime) -> Outcome:
    """Brings the locked `order` to the content of `intake`; the same content again changes nothing.

    Stages and payment states never go back. Raises ResendUnchangeable, Unchangeable, NumberTaken, OrderHeld,
    BelowClaimed, ChargeBelowClaimed, ChargeMissing, PaymentKnown, PaidFromBalance.
    """
    if bytes(order.content_digest) == intake.digest:
        return Outcome.UNCHANGED
    told = intake.order
    _check_same_order(order, intake)
    stage = follow(told.stage, number=order.number, stage=Stage(order.stage), held_by=held_by(order))
    lines = lock_lines(order.id)
    before, people_before = trailed_content(order, lines), personal_content(order)
    changes = plan_lines(intake, standing_lines(lines), charged_known=order.charged_known)
    charged = add_parts(change.charged for change in changes)
    lines = write_lines(order, lines, changes)
    columns = described(told) | charges(charged, known=order.charged_known or told.charged_known)
    for name, value in columns.items():
        setattr(order, name, value)
    if stage != order.stage:
        enter_stage(order, stage, told, now=now)
    _pay(order, intake)
    order.content_digest = intake.digest
    after, people = trailed_content(order, lines), personal_content(order)
    record_trail(
        order,
        TrailCode.ORDER_UPDATED,
        actor=actor,
        now=now,
        before=_differing(before, after),
        after=_differing(after, before),
        **_differing(people, people_before),
    )
    order.save(update_fields=[*columns, *_SAVED])
    return Outcome.UPDATED


def _check_same_order(order: Order, intake: Intake) -> None:
    """Refuses what an update cannot be: another order's number, another kind or currency, a resend's content."""
    told = intake.order
    if order.root_order_id:
        raise ResendUnchangeable(number=order.number)
    if order.external_number and told.external_number and order.external_number != told.external_number:
        raise NumberTaken(number=order.number, theirs=order.external_number, ours=told.external_number)
    for name, before, after in (("kind", order.kind, told.kind.value), ("currency", order.currency, told.currency)):
        if before != after:
            raise Unchangeable(number=order.number, name=name, before=before, after=after)


def _pay(order: Order, intake: Intake) -> None:
    """Notes payments not known yet, and that the order is paid once anybody says so."""
    told = intake.order
    known = {(row.provider, row.provider_ref): row for row in Payment.objects.filter(order_id=order.id)}
    for payment in told.payments:
        row = known.get((payment.provider, payment.provider_ref))
        if row and row.amount != payment.amount:
            raise PaymentKnown(number=order.number, refs=[f"{payment.provider} {payment.provider_ref}"])
    fresh = [row for row in payment_rows(order, intake) if (row.provider, row.provider_ref) not in known]
    payments = [(row.provider, row.amount) for row in (*known.values(), *fresh)]
    check_paid(told, charged=order.charged, payments=payments)
    store_payments(order.number, fresh)
    order.paid_outside = not (known or fresh)
    if order.payment_state == PaymentState.UNPAID:
        order.payment_state = (PaymentState.PAID if told.payments else told.payment_state).value
        order.paid_at = told.payments[0].paid_at if told.payments else told.paid_at


def _differing(these: Mapping[str, Any], those: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in these.items() if value != those.get(name)}
