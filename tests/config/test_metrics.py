"""/metrics tells a meter whether everything holds, and nobody else anything."""

from typing import Any

import pytest
from django.test import Client

from amends.records.ledger.models import Wallet
from amends.usecases.invariants.check_all import check_all
from tests.makers.cases import paid_order, refunded
from tests.makers.incoming import NOW
from tests.makers.people import owner, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic token"])
@pytest.mark.parametrize("token", ["", "token"])
def test_without_the_token_there_is_no_such_page(client: Client, settings: Any, token: str, given: str) -> None:
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404


def test_violations_by_invariant(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "token"
    merchant = owner()
    refunded(merchant, staff(), paid_order(merchant))
    Wallet.objects.update(cash=999)
    check_all(clock=lambda: NOW)
    told = client.get("/metrics", headers={"authorization": "Bearer token"}).content.decode()
    assert 'amends_violations{invariant="wallet_balances"} 2.0' in told
    assert 'amends_violations{invariant="holds"} 0.0' in told
    assert "amends_checked_timestamp_seconds 1.79" in told
