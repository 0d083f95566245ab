"""PayPal's published descriptions, as a judge over what our gateway asks and our simulated house answers."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from amends.gateways.payments.simulated import Answered, Asked
from tests.house.test_lints import ROOT

SPECS = Path(os.environ.get("AMENDS_SPECS") or ROOT.parent / "shared" / "specs")
_API = "https://api-m.paypal.com"
_BY_PATH = {
    "/v2/checkout/": "paypal_checkout_orders_v2.json",
    "/v2/payments/": "paypal_payments_payment_v2.json",
    "/v1/customer/disputes": "paypal_customer_disputes_v1.json",
    "/v1/notifications/": "paypal_notifications_webhooks_v1.json",
}
needs_specs = pytest.mark.skipif(not SPECS.is_dir(), reason="PayPal's OpenAPI descriptions are not in ../shared/specs")


@cache
def _spec(name: str) -> OpenAPI:
    told = json.loads((SPECS / name).read_text())
    if "webhooks" in name:
        # An event is read-only where PayPal tells it, and the very same schema stands in the request that verifies one.
        for field in told["components"]["schemas"]["event"]["properties"].values():
            field.pop("readOnly", None)
    for parameter in told["components"]["parameters"].values():
        # Two say in words what they are without a value ("Current date and time"), which their own patterns refuse.
        parameter["schema"].pop("default", None)
    # The disputes' description breaks OpenAPI's own rules in one place (an enum beside a schema); its shapes do not.
    return OpenAPI.from_dict(told, config=Config(spec_validator_cls=None))


def described(asked: Asked) -> str:
    """The description a request belongs to, or nothing (tokens and Transaction Search are in none)."""
    return next((name for path, name in _BY_PATH.items() if asked.path.startswith(path)), "")


def check_shapes(asked: Asked, answered: Answered) -> None:
    """Raises what openapi-core finds wrong with the request, or with the answer to it."""
    spec = _spec(described(asked))
    path, _, query = asked.path.partition("?")
    args = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    request = MockRequest(
        _API,
        asked.method.lower(),
        path,
        args=args,
        headers=dict(asked.headers),
        data=asked.body or None,
        content_type="application/json",
    )
    spec.validate_request(request)
    spec.validate_response(request, MockResponse(answered.body, status_code=answered.status))
