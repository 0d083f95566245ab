"""A simulated PayPal for every test here."""

from collections.abc import Iterator

import pytest

from tests.makers.paypal import PayPal, paypal


@pytest.fixture
def at() -> Iterator[PayPal]:
    with paypal() as house:
        yield house
