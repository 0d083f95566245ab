"""What the core calls the longest call holds for every payment house whose requests can take their time."""

from datetime import timedelta
from inspect import signature

import pytest

from amends.core.settlements.calling import LONGEST_CALL
from amends.gateways.payments.paypal.gateway import PayPalGateway
from amends.gateways.payments.stripe.gateway import StripeGateway

REQUESTS = 15
"""Of a repeated refund: at PayPal two look, one asks, two look again; each a token refused, a new one, and again."""


@pytest.mark.parametrize("gateway", [StripeGateway, PayPalGateway])
def test_no_repeated_refund_is_under_way_longer(gateway: type) -> None:
    time_out = signature(gateway).parameters["timeout"].default
    assert timedelta(seconds=REQUESTS * time_out) <= LONGEST_CALL
