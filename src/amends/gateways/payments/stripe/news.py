"""What Stripe's events tell, read from the object they name as Stripe has it now."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeAlias

import structlog

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.settlements.legs import LegState
from amends.gateways.payments.port import News
from amends.gateways.payments.stripe.amounts import from_stripe
from amends.gateways.payments.stripe.house import House, Thing
from amends.gateways.payments.stripe.refunds import LEG, failure_of, key_in, state_of
from amends.gateways.payments.stripe.statement import read_moved, time_of
from amends.gateways.payments.stripe.top_ups import read_session
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim
from amends.usecases.settlements.record_leg import RecordLeg

PROVIDER = "stripe"

_STATES = {
    "warning_needs_response": ExternalState.NEEDS_RESPONSE,
    "warning_under_review": ExternalState.UNDER_REVIEW,
    "warning_closed": ExternalState.CLOSED,
    "needs_response": ExternalState.NEEDS_RESPONSE,
    "under_review": ExternalState.UNDER_REVIEW,
    "appeal_needs_response": ExternalState.NEEDS_RESPONSE,
    "appeal_under_review": ExternalState.UNDER_REVIEW,
    "prevented": ExternalState.CLOSED,
    "charge_refunded": ExternalState.CLOSED,
    "won": ExternalState.WON,
    "lost": ExternalState.LOST,
}
_REFUND_STATES = {
    LegState.PENDING: ExternalState.UNDER_REVIEW,
    LegState.SUCCEEDED: ExternalState.LOST,
    LegState.FAILED: ExternalState.WON,
}
_log = structlog.get_logger("amends.stripe")


def read_news(event: Thing, house: House) -> Iterator[News]:
    """The news in an event; none for kinds that do not concern us. Raises what asking Stripe raises.

    Neither the event's kind nor its copy of the object says where a thing stands: the object does.
    """
    kind, ref, told_at = event["type"], event["data"]["object"]["id"], time_of(event["created"])
    for start, read in _READERS.items():
        if kind.startswith(start):
            yield from read(ref, told_at, house)


def _refund(ref: str, told_at: datetime, house: House) -> Iterator[News]:
    refund = house.refund(ref)
    key = key_in(refund, LEG)
    if key:
        yield RecordLeg(leg_id=key, state=state_of(refund), provider_ref=refund["id"], failure=failure_of(refund))
    else:
        yield _made_by_hand(refund, told_at)


def _moved_by_hand(refund: Thing) -> Iterator[Moved]:
    """Gone when it succeeded, and back again when it failed afterwards. Named by the refund, whose name is for ever."""
    currency, at = refund["currency"].upper(), time_of(refund["created"])
    amount = from_stripe(refund["amount"], currency)
    back = refund.get("failure_balance_transaction")
    if state_of(refund) is LegState.SUCCEEDED or back:
        yield Moved(ref=refund["id"], amount=-amount, fee=0, currency=currency, at=at)
    if back:
        at = time_of(back["created"])
        yield Moved(ref=f"{refund['id']} failed", amount=amount, fee=0, currency=currency, at=at, if_gone=True)


def _made_by_hand(refund: Thing, told_at: datetime) -> RecordExternalClaim:
    """Past us. It holds its money while it is pending: it will be gone, and must not be refunded beside it."""
    currency = refund["currency"].upper()
    return RecordExternalClaim(
        provider=PROVIDER,
        ref=refund["id"],
        payment_refs=_payment_refs(refund),
        kind=ExternalKind.REFUND,
        state=_REFUND_STATES[state_of(refund)],
        reason=refund.get("reason") or "",
        amount=from_stripe(refund["amount"], currency),
        currency=currency,
        respond_by=None,
        opened_at=time_of(refund["created"]),
        told_at=told_at,
        moved=tuple(_moved_by_hand(refund)),
    )


def _dispute(ref: str, told_at: datetime, house: House) -> Iterator[News]:
    dispute = house.dispute(ref)
    status, currency = dispute["status"], dispute["currency"].upper()
    moved = tuple(read_moved(line) for line in dispute["balance_transactions"])
    due = (dispute.get("evidence_details") or {}).get("due_by")
    yield RecordExternalClaim(
        provider=PROVIDER,
        ref=dispute["id"],
        payment_refs=_payment_refs(dispute),
        kind=ExternalKind.INQUIRY if status.startswith("warning_") else ExternalKind.CHARGEBACK,
        state=_state(dispute["id"], status, moved),
        reason=dispute["reason"] or "",
        amount=from_stripe(dispute["amount"], currency),
        currency=currency,
        respond_by=time_of(due) if due else None,
        opened_at=time_of(dispute["created"]),
        told_at=told_at,
        moved=moved,
        announces=next((one["id"] for one in house.warnings(dispute["charge"])), ""),
    )


def _state(ref: str, status: str, moved: tuple[Moved, ...]) -> ExternalState:
    """Where a dispute stands: by its status, and where that names no winner, by whose the money is.

    A word that is new to us is no end, so the claim goes on holding what it is about.
    """
    if status not in _STATES:
        _log.error("a dispute stands in a word that nobody knows", dispute=ref, status=status)
        return ExternalState.UNDER_REVIEW
    state = _STATES[status]
    if state is ExternalState.CLOSED and sum(one.amount for one in moved) < 0:
        return ExternalState.LOST
    return state


def _warning(ref: str, told_at: datetime, house: House) -> Iterator[News]:
    """Stripe calls a warning actionable until the payment was refunded in full or disputed."""
    warning = house.warning(ref)
    charge = house.charge(warning["charge"])
    currency = charge["currency"].upper()
    yield RecordExternalClaim(
        provider=PROVIDER,
        ref=warning["id"],
        payment_refs=_payment_refs({**charge, "charge": charge["id"]}),
        kind=ExternalKind.EARLY_WARNING,
        state=ExternalState.NEEDS_RESPONSE if warning["actionable"] else ExternalState.CLOSED,
        reason=warning["fraud_type"],
        amount=from_stripe(charge["amount"], currency),
        currency=currency,
        respond_by=None,
        opened_at=time_of(warning["created"]),
        told_at=told_at,
    )


def _session(ref: str, _: datetime, house: House) -> Iterator[News]:
    found = read_session(house.session(ref))
    if found:
        yield found


def _payment_refs(thing: Thing) -> tuple[str, ...]:
    """Both names of a payment, for we know it by one of them."""
    return tuple(thing[name] for name in ("payment_intent", "charge") if thing.get(name))


Reader: TypeAlias = Callable[[str, datetime, House], Iterator[News]]
_READERS: dict[str, Reader] = {
    "refund.": _refund,
    "charge.refund.": _refund,
    "charge.dispute.": _dispute,
    "radar.early_fraud_warning.": _warning,
    "checkout.session.": _session,
}
