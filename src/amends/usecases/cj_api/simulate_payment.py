"""Pay a trial order with no money: a payment at the sandbox house, which gives back what it never took."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.cj_api.refusals import NotConfirmed
from amends.core.orders.kinds import PaymentState
from amends.core.trail.codes import TrailCode
from amends.core.wallet.paying import why_not_payable
from amends.records.orders.models import Payment
from amends.records.wallet.due import due_of
from amends.usecases.cj_api.own_trial import own_trial
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatePayment:
    """The ask."""

    number: str


def simulate_payment(*, ask: SimulatePayment, actor: Actor, now: datetime) -> None:
    """Raises what `own_trial` raises, NotConfirmed, OrderPaidAlready, OrderNotPayable."""
    with transaction.atomic():
        order, made = own_trial(ask.number, actor=actor)
        refusal = why_not_payable(due_of(order))
        if refusal is not None:
            raise refusal
        if made.confirmed_at is None:
            raise NotConfirmed(number=order.number)
        Payment.objects.create(
            account_id=order.account_id,
            order=order,
            provider="sandbox",
            provider_ref=f"sandbox_{order.charged}_{order.id.hex}",
            amount=order.charged,
            currency=order.currency,
            paid_at=now,
        )
        before = {"payment_state": order.payment_state, "paid_at": order.paid_at, "paid_outside": order.paid_outside}
        order.payment_state, order.paid_at, order.paid_outside = PaymentState.PAID.value, now, False
        tell_step(
            order,
            TrailCode.ORDER_UPDATED,
            actor=actor,
            now=now,
            before=before,
            after={name: getattr(order, name) for name in before},
            fields=tuple(before),
        )
