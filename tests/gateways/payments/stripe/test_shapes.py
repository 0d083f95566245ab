"""The simulated Stripe's objects are shaped as Stripe publishes its own."""

import json
from typing import Any

import pytest

from tests.gateways.payments.paypal.shapes import SPECS
from tests.gateways.payments.stripe.test_top_ups_and_statement import ORDER
from tests.makers.stripe import Stripe

PUBLISHED = SPECS / "stripe_fixtures3.json"

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason="Stripe's example objects are not in ../shared/specs")

NULL_IN_THE_EXAMPLE = {
    "refund": {"balance_transaction", "payment_intent"},
    "charge": {"payment_intent"},
    "dispute": {"payment_intent"},
    "payment_intent": {"latest_charge"},
    "checkout.session": {"amount_total", "client_reference_id", "currency"},
}
"""Of these the example says nothing but that they may be missing; their types are in the API reference."""

LATER = {"failure_reason", "failure_balance_transaction"}
"""Fields of a refund that failed; the example's succeeded."""


def everything(stripe: Stripe) -> list[dict[str, Any]]:
    """One of each of the house's objects, and more, after much has happened."""
    house = stripe.house
    payment = house.pay(1000, metadata={"order": "7"})
    house.warn(payment)
    refund = house.make_refund({"payment_intent": payment, "amount": "10"})
    house.move_refund(refund["id"], "failed", reason="declined")
    dispute = house.open_dispute(payment)
    for status in ("lost", "appeal_needs_response", "won"):
        house.move_dispute(dispute, status)
    house.move_dispute(house.open_dispute(payment, status="warning_needs_response"), "prevented")
    house.pay_session(stripe.gateway.begin(ORDER).ref)
    return [*house.events, *(one for things in house.kinds.values() for one in things.values())]


def faults(thing: dict[str, Any], example: dict[str, Any]) -> list[str]:
    """Fields that the published object has not, or of another type."""
    unsaid = NULL_IN_THE_EXAMPLE.get(thing["object"], set())
    found = []
    for name, value in thing.items():
        if name not in example:
            found += [] if name in LATER else [f"{thing['object']}.{name}: not there"]
        elif value is not None and type(value) is not type(example[name]) and name not in unsaid:
            found.append(f"{thing['object']}.{name}: {type(value).__name__}, not {type(example[name]).__name__}")
    return found


def test_every_object_has_only_published_fields_of_published_types(stripe: Stripe):
    examples = json.loads(PUBLISHED.read_text())["resources"]
    things = everything(stripe)
    wrong = {fault for thing in things for fault in faults(thing, examples[thing["object"]])}
    inside = {fault for one in things if one["object"] == "event" for fault in _inside(one, examples)}
    assert wrong | inside == set()
    assert {thing["object"] for thing in things} == {
        "event", "payment_intent", "charge", "refund", "dispute", "radar.early_fraud_warning", "checkout.session",
        "balance_transaction",
    }  # fmt: skip


def _inside(event: dict[str, Any], examples: dict[str, Any]) -> list[str]:
    thing = event["data"]["object"]
    lines = thing.get("balance_transactions", [])
    return [
        *faults(thing, examples[thing["object"]]),
        *(fault for line in lines for fault in faults(line, examples["balance_transaction"])),
    ]


def test_a_field_stripe_does_not_have_or_of_another_type_is_found():
    example = {"object": "x", "amount": 1, "note": None}
    assert faults({"object": "x", "amount": "1", "sum": 1}, example) == ["x.amount: str, not int", "x.sum: not there"]
    assert faults({"object": "x", "amount": None, "note": None}, example) == []
