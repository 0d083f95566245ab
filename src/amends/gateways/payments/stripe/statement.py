"""Stripe's balance transactions as lines of our account there."""

from datetime import UTC, datetime

from amends.core.reconciliation.movement import Movement
from amends.gateways.payments.stripe.amounts import from_stripe
from amends.gateways.payments.stripe.house import Thing
from amends.gateways.payments.stripe.refunds import LEG, key_in
from amends.gateways.payments.stripe.top_ups import TOP_UP
from amends.usecases.external_claims.record_external_claim import Moved


def read_movement(line: Thing) -> Movement:
    """A balance transaction whose source came with it (expanded). Raises AmountUnfit."""
    source = line["source"] if isinstance(line["source"], dict) else {"id": line["source"] or ""}
    moved = read_moved(line)
    return Movement(
        ref=moved.ref,
        about=source["id"],
        kind=line["reporting_category"],
        amount=moved.amount,
        fee=moved.fee,
        currency=moved.currency,
        at=moved.at,
        key=key_in(source, LEG) or key_in(source, TOP_UP),
        payment=_payment_of(source),
    )


def _payment_of(source: Thing) -> str:
    """The payment that a charge is, by its intent where it has one; empty for what is no charge."""
    return str(source.get("payment_intent") or source["id"]) if source.get("object") == "charge" else ""


def read_moved(line: Thing) -> Moved:
    """The money a balance transaction moved: the gross amount with its sign, and Stripe's fee (+ when it took one)."""
    currency = line["currency"].upper()
    return Moved(
        ref=line["id"],
        amount=from_stripe(line["amount"], currency),
        fee=from_stripe(line["fee"], currency),
        currency=currency,
        at=time_of(line["created"]),
    )


def time_of(seconds: int) -> datetime:
    """Stripe's seconds since 1970 as a moment."""
    return datetime.fromtimestamp(seconds, UTC)
