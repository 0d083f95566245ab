"""The demo's payment house, and a merchant who may do everything with a wallet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.gateways.payments.registry import gateway_for
from tests.makers.people import Person
from tests.makers.wallet import guarded_owner


@pytest.fixture(autouse=True)
def _own_book(settings: object, tmp_path: Path) -> Iterator[None]:
    """The sandbox's book in a folder of the test's own."""
    path = "amends.gateways.payments.sandbox_page.SandboxWithPage"
    options = {"book": tmp_path / "book.sqlite", "page": "/demo/pay/"}
    settings.PAYMENT_GATEWAYS = {"sandbox": (path, options)}  # type: ignore[attr-defined]
    gateway_for.cache_clear()
    yield
    gateway_for.cache_clear()


@pytest.fixture
def ana() -> Person:
    return guarded_owner()
