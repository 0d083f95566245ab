"""The payment houses that are set up here, by what the environment says of each."""

import os
from pathlib import Path
from typing import Any


def payment_houses(*, demo: bool, sandbox: bool, data: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """By name, the gateway's class and what it is made with; the sandbox, which moves no money, where it is wanted."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    if sandbox:
        # Only a demo's sandbox takes payments: elsewhere it would give money away.
        found["sandbox"] = (
            f"amends.gateways.payments.{'sandbox_page.SandboxWithPage' if demo else 'sandbox.SandboxGateway'}",
            {"book": data / "sandbox-payments.sqlite", **({"page": "/demo/pay/"} if demo else {})},
        )
    if os.environ.get("AMENDS_PAYPAL_CLIENT_ID"):
        found["paypal"] = (
            "amends.gateways.payments.paypal.gateway.PayPalGateway",
            {
                "client_id": os.environ["AMENDS_PAYPAL_CLIENT_ID"],
                "secret": os.environ["AMENDS_PAYPAL_SECRET"],
                "webhook_id": os.environ.get("AMENDS_PAYPAL_WEBHOOK_ID", ""),
                "api_base": os.environ.get("AMENDS_PAYPAL_API_BASE", "https://api-m.paypal.com"),
            },
        )
    if os.environ.get("AMENDS_STRIPE_SECRET_KEY"):
        found["stripe"] = (
            "amends.gateways.payments.stripe.gateway.StripeGateway",
            {
                "secret_key": os.environ["AMENDS_STRIPE_SECRET_KEY"],
                "webhook_secret": os.environ.get("AMENDS_STRIPE_WEBHOOK_SECRET", ""),
                "api_base": os.environ.get("AMENDS_STRIPE_API_BASE", ""),
            },
        )
    return found
