"""A simulated Stripe for each test."""

from collections.abc import Iterator

import pytest

from tests.makers.stripe import Stripe, stripe_house


@pytest.fixture
def stripe() -> Iterator[Stripe]:
    with stripe_house() as made:
        yield made
