"""The gateway against localstripe, a stand-in of somebody else's making.

It proves that our requests have the shape an independent reader of Stripe's documentation expects, and no more: it
ignores idempotency keys. Whether money is safe is proved on our own house (tests/proof/test_stripe_faults.py).
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from amends.core.settlements.legs import LegState
from amends.gateways.payments.port import OutcomeUnknown, RefundOrder
from amends.gateways.payments.stripe.gateway import StripeGateway

KEY = "sk_test_localstripe"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address, in a process of its own on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("localstripe"), "--port", str(port), "--from-scratch"]
    with subprocess.Popen(command, cwd=tmp_path_factory.mktemp("localstripe"), stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        try:
            httpx.get(f"{url}/v1/customers", auth=(KEY, ""))
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("localstripe did not start")


@pytest.fixture(scope="module")
def gateway(base: str) -> StripeGateway:
    return StripeGateway(secret_key=KEY, api_base=base)


def paid(base: str, amount: int = 1000) -> str:
    """A payment intent that a card paid."""

    def post(path: str, fields: dict[str, Any]) -> dict[str, Any]:
        answer = httpx.post(f"{base}/v1/{path}", auth=(KEY, ""), data=fields)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    card = {"type": "card", "card[number]": "4242424242424242", "card[exp_month]": "12", "card[exp_year]": "2040"}
    method = post("payment_methods", {**card, "card[cvc]": "123"})
    customer = post("customers", {})
    post(f"payment_methods/{method['id']}/attach", {"customer": customer["id"]})
    fields = {"amount": str(amount), "currency": "usd", "customer": customer["id"], "payment_method": method["id"]}
    intent = post("payment_intents", fields)
    return str(post(f"payment_intents/{intent['id']}/confirm", {})["id"])


def order(payment: str, amount: int = 400) -> RefundOrder:
    return RefundOrder(key=uuid4(), payment_ref=payment, amount=amount, currency="USD")


def test_a_refund_is_made_and_found_by_its_metadata(base: str, gateway: StripeGateway):
    asked = order(paid(base))
    done = gateway.refund(asked)
    assert done.state is LegState.SUCCEEDED
    assert done.ref.startswith("re_")
    assert gateway.find(asked) == done
    assert gateway.find(order(asked.payment_ref)) is None


def test_a_404_without_stripes_code_for_it_is_no_final_no(gateway: StripeGateway):
    """It gives none; so would a wrong address, and a refusal ends a leg for ever."""
    with pytest.raises(OutcomeUnknown):
        gateway.refund(order("pi_nobody"))


def test_it_pays_twice_under_one_key_so_it_proves_no_money_safety(base: str, gateway: StripeGateway):
    asked = order(paid(base))
    first, second = gateway.refund(asked), gateway.refund(asked)
    assert first.ref != second.ref
