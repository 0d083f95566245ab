"""Carrying out one settlement: the calls to providers stand here, between two asks, never inside one."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from amends.core.settlements.legs import LegState, Method, Unrefundable
from amends.gateways.payments.port import OutcomeUnknown, PaymentGateway, Refund, RefundOrder, RefundRefused
from amends.gateways.payments.registry import UnknownProvider, gateway_for
from amends.records.settlements.waiting import undone_legs
from amends.usecases.settlements.begin_leg import LegOrder, begin_leg
from amends.usecases.settlements.pay_wallet_leg import pay_wallet_leg
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.settlements.send_resend_leg import send_resend_leg

Clock = Callable[[], datetime]


def settle_dispute(*, dispute_id: UUID, clock: Clock, gateway: Callable[[str], PaymentGateway] = gateway_for) -> None:
    """Carries out every leg that has come to no end. Safe to run twice, at once, and after a crash at any point.

    No leg waits for another: what one raises is raised when all were tried, a fault of ours before a silence.
    Raises OutcomeUnknown when a provider's answer is not known; the leg then says so, and the job is tried again.
    """
    faults: list[Exception] = []
    for leg_id, method in undone_legs(dispute_id):
        try:
            _carry_out(leg_id, method, clock, gateway)
        except Exception as fault:  # noqa: BLE001 - raised below
            faults.append(fault)
    if faults:
        raise min(faults, key=lambda fault: isinstance(fault, OutcomeUnknown))


def _carry_out(leg_id: UUID, method: str, clock: Clock, gateway: Callable[[str], PaymentGateway]) -> None:
    if method == Method.WALLET.value:
        pay_wallet_leg(leg_id=leg_id, now=clock())
    elif method == Method.RESEND.value:
        send_resend_leg(leg_id=leg_id, now=clock())
    else:
        _refund_original(leg_id, clock, gateway)


def _refund_original(leg_id: UUID, clock: Clock, gateway: Callable[[str], PaymentGateway]) -> None:
    leg = begin_leg(leg_id=leg_id, now=clock())
    if leg is None:
        return
    try:
        house = _house(leg, gateway)
        ask = _call(leg, house, now=clock()) if house else _not_here(leg)
    except Exception as fault:
        # The call may have gone out whatever went wrong: a leg that nobody recorded would be stuck as being called.
        unread = f"the answer could not be read: {type(fault).__name__}"
        failure = str(fault) if isinstance(fault, OutcomeUnknown) else unread
        record_leg(ask=RecordLeg(leg_id=leg_id, state=LegState.UNKNOWN, failure=failure), now=clock())
        raise
    record_leg(ask=ask, now=clock())


def _house(leg: LegOrder, gateway: Callable[[str], PaymentGateway]) -> PaymentGateway | None:
    """None for a house that is not set up here; what it may have been told before is then not known."""
    try:
        return gateway(leg.provider)
    except UnknownProvider:
        if leg.repeated:
            raise OutcomeUnknown(f"{leg.provider} is not set up here any more") from None
        return None


def _not_here(leg: LegOrder) -> RecordLeg:
    failure = f"{leg.provider} is not set up here"
    return RecordLeg(leg_id=leg.leg_id, state=LegState.FAILED, failure=failure, failed_for=Unrefundable.NOT_HERE.value)


def _call(leg: LegOrder, house: PaymentGateway, *, now: datetime) -> RecordLeg:
    order = RefundOrder(
        key=leg.leg_id,
        payment_ref=leg.payment_ref,
        amount=leg.amount,
        currency=leg.currency,
        waited=now - leg.begun_at,
        repeated=leg.repeated,
        ref=leg.provider_ref,
    )
    try:
        done = _done(order, house)
    except RefundRefused as refused:
        if leg.repeated and refused.why is Unrefundable.NOT_FOUND:
            # It was there when it was called before; now we may be asking at another account, or in test mode.
            words = f"{leg.provider} does not know the payment it was asked to refund before: {refused}"
            raise OutcomeUnknown(words) from refused
        return RecordLeg(leg_id=leg.leg_id, state=LegState.FAILED, failure=str(refused), failed_for=refused.why.value)
    return RecordLeg(leg_id=leg.leg_id, state=done.state, provider_ref=done.ref, failure=done.failure)


def _done(order: RefundOrder, house: PaymentGateway) -> Refund:
    """What was done before if anything was; a refund whose name we hold is never asked for again."""
    found = house.find(order) if order.repeated else None
    if found is None and order.ref:
        raise OutcomeUnknown(f"no refund {order.ref} is there any more")
    return found or house.refund(order)
