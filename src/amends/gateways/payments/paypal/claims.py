"""PayPal's disputes (Customer Disputes v1) as external claims: what they are, where they stand, who paid.

Status and outcome decide, never the kind of an event: a resolved dispute is lost only if our money is gone.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.gateways.payments.paypal.amounts import minor_of
from amends.gateways.payments.paypal.moments import moment
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim

PROVIDER = "paypal"
_KINDS = {"INQUIRY": ExternalKind.INQUIRY}
_OPEN = {
    "OPEN": ExternalState.NEEDS_RESPONSE,
    "WAITING_FOR_SELLER_RESPONSE": ExternalState.NEEDS_RESPONSE,
}
_PLAIN_OUTCOMES = {
    "RESOLVED_SELLER_FAVOUR": ExternalState.WON,
    "DENIED": ExternalState.WON,
    "CANCELED_BY_BUYER": ExternalState.CLOSED,
    "NONE": ExternalState.CLOSED,
}
_PAID_BY_PAYPAL = "RESOLVED_WITH_PAYOUT"
_FEES = frozenset({"DISPUTE_FEE", "DISPUTE_SETTLEMENT_FEE", "CHARGEBACK_FEE"})
_WHOLE = ("dispute_id", "status", "dispute_amount", "disputed_transactions", "create_time", "update_time")
_STAGED = ("dispute_life_cycle_stage", "dispute_channel")


def is_whole(told: dict[str, Any]) -> bool:
    """Whether an event carries all that we read of a dispute; its movements of money are left out when there are none,

    but a resolved dispute is always asked for anew, because they say who paid.
    """
    return all(told.get(name) for name in _WHOLE + _STAGED) and told.get("status") != "RESOLVED"


def claim_told(told: dict[str, Any]) -> RecordExternalClaim:
    """The whole claim. Raises KeyError or ValueError for a dispute that lacks what PayPal promises."""
    moved = tuple(_moved(told))
    state = _state(told, moved)
    amount, currency = _amount(told, state, moved)
    due = told.get("seller_response_due_date")
    return RecordExternalClaim(
        provider=PROVIDER,
        ref=str(told["dispute_id"]),
        payment_refs=tuple(dict.fromkeys(_payments(told))),
        kind=_kind(told, state, moved),
        state=state,
        reason=str(told.get("reason") or "OTHER"),
        amount=amount,
        currency=currency,
        respond_by=moment(due) if due else None,
        opened_at=moment(told["create_time"]),
        told_at=moment(told["update_time"]),
        moved=moved,
    )


def _payments(told: dict[str, Any]) -> Iterator[str]:
    for one in told["disputed_transactions"]:
        for name in ("seller_transaction_id", "reference_id"):
            if one.get(name):
                yield str(one[name])


def _kind(told: dict[str, Any], state: ExternalState, moved: tuple[Moved, ...]) -> ExternalKind:
    """What it is, by its channel and stage, which PayPal leaves as they were when a warning costs us money after all.

    Warnings and inquiries take none, so one that did is neither. A stage nobody named may take it at any moment.
    """
    if took(moved) or (state is ExternalState.LOST and told.get("dispute_channel") == "ALERT"):
        return ExternalKind.CHARGEBACK
    if told.get("dispute_channel") == "ALERT":
        return ExternalKind.EARLY_WARNING
    return _KINDS.get(str(told.get("dispute_life_cycle_stage")), ExternalKind.CHARGEBACK)


def took(moved: tuple[Moved, ...]) -> bool:
    """Whether the buyer's money went or came back; a fee is none of it."""
    return any(one.amount for one in moved)


def _amount(told: dict[str, Any], state: ExternalState, moved: tuple[Moved, ...]) -> tuple[int, str]:
    """What is claimed: what the buyer disputed; once lost, what they were given, where no movement of ours says so."""
    refunded = (told.get("dispute_outcome") or {}).get("amount_refunded")
    if state is ExternalState.LOST and refunded and not took(moved):
        amount, currency = minor_of(refunded)
        if amount:
            return amount, currency
    return minor_of(told["dispute_amount"])


def _state(told: dict[str, Any], moved: tuple[Moved, ...]) -> ExternalState:
    if told["status"] != "RESOLVED":
        return _OPEN.get(str(told["status"]), ExternalState.UNDER_REVIEW)
    outcome = (told.get("dispute_outcome") or {}).get("outcome_code")
    if outcome in _PLAIN_OUTCOMES:
        return _PLAIN_OUTCOMES[outcome]
    gone = sum(one.amount for one in moved)
    if gone < 0:
        return ExternalState.LOST
    if outcome is None:
        return ExternalState.CLOSED
    paid_otherwise = outcome == _PAID_BY_PAYPAL or took(moved) or _others_paid(told)
    return ExternalState.WON if paid_otherwise else ExternalState.LOST


def _others_paid(told: dict[str, Any]) -> bool:
    parties = {(one.get("affected_party"), one.get("type")) for one in told.get("money_movements") or ()}
    return ("PAYMENT_PROCESSOR", "DEBIT") in parties


def _moved(told: dict[str, Any]) -> Iterator[Moved]:
    """Our own movements. PayPal gives them no name, so each is named by what it is, and by how many were like it."""
    alike: Counter[str] = Counter()
    for one in told.get("money_movements") or ():
        if one.get("affected_party") != "SELLER" or not one.get("amount"):
            continue
        at = one.get("initiated_time") or told["create_time"]
        named = f"{told['dispute_id']}/{one.get('type')}/{one.get('reason', '')}/{at}/{one['amount']['value']}"
        alike[named] += 1
        ref = named if alike[named] == 1 else f"{named}/{alike[named]}"
        yield _movement(one, ref, moment(at))


def _movement(one: dict[str, Any], ref: str, at: datetime) -> Moved:
    size, currency = minor_of(one["amount"])
    came = abs(size) if one.get("type") == "CREDIT" else -abs(size)
    if one.get("reason") in _FEES:
        return Moved(ref=ref, amount=0, fee=-came, currency=currency, at=at)
    return Moved(ref=ref, amount=came, fee=0, currency=currency, at=at)
