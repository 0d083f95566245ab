"""The checks' page: what must always hold, and where it did not."""

import pytest
from django.test import Client

from amends.records.ledger.models import Wallet
from amends.usecases.invariants.check_all import check_all
from tests.doors.console.asking import page
from tests.makers.cases import paid_order, refunded
from tests.makers.incoming import NOW
from tests.makers.people import Person

pytestmark = pytest.mark.django_db


def test_before_the_first_check_it_says_when_one_comes(client: Client, finance: Person) -> None:
    assert "The worker checks every ten minutes." in page(client, finance, "/console/book/checks/")


def test_what_does_not_hold_stands_there_with_its_row(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    refunded(ana, agent, paid_order(ana))
    check_all(clock=lambda: NOW)
    assert "All of it holds" in page(client, finance, "/console/book/checks/")
    Wallet.objects.update(cash=999)
    check_all(clock=lambda: NOW)
    shown = page(client, finance, "/console/book/checks/")
    assert str(Wallet.objects.get().id) in shown
    assert "wallet_balances" in shown
    assert "All of it holds" not in shown
    page(client, agent, "/console/book/checks/", status=403)
