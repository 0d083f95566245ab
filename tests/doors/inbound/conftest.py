"""An installation that has a (simulated) Stripe, and nothing of the pages' middleware in the way."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.makers.stripe import Stripe, set_up, stripe_house


@pytest.fixture
def stripe(settings: Any) -> Iterator[Stripe]:
    with stripe_house() as made, set_up(settings, made):
        yield made
