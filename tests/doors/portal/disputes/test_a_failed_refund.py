"""A refund that could not be made: its merchant reads why, and takes the balance instead."""

from pathlib import Path

import pytest
from django.test import Client

from amends.core.disputes.reasons import Wish
from amends.core.settlements.legs import Unrefundable
from amends.gateways.payments.misbehaving import REFUSED, MisbehavingGateway
from amends.records.disputes.models import Dispute
from amends.records.settlements.models import Leg
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.cases import approve, bank_of, open_case, paid_order, settle
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def dispute(merchant: Person, tmp_path: Path) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    settle(dispute, MisbehavingGateway(bank_of(tmp_path), [REFUSED]))
    Leg.objects.update(failed_for=Unrefundable.TOO_OLD)
    return dispute


def test_it_says_why_and_the_balance_is_one_click_away(client: Client, merchant: Person, dispute: Dispute) -> None:
    shown = page(client, merchant, f"/disputes/{dispute.number}/")
    assert "Sandbox could not give this money back: the payment is too old to be refunded there." in shown
    leg = Leg.objects.get()
    path = f"/disputes/{dispute.number}/refunds/{leg.id}/to-balance/"
    assert "It is on its way to your balance." in send(client, merchant, path)
    assert Leg.objects.get(replaces=leg).method == "wallet"
    with nothing_changes():
        assert "This refund is closed" in send(client, merchant, path, status=409)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Unrefundable.DISPUTED, "the money is disputed there"),
        (Unrefundable.NOTHING_LEFT, "the money, or part of it, has gone back already"),
    ],
)
def test_where_the_money_may_be_elsewhere_it_says_so_and_that_finance_looks(
    client: Client, merchant: Person, dispute: Dispute, why: Unrefundable, words: str
) -> None:
    Leg.objects.update(failed_for=why)
    shown = page(client, merchant, f"/disputes/{dispute.number}/")
    assert f"Sandbox could not give this money back: {words}." in shown
    for said in ("finance team looks there first", "finance team looks into it"):
        assert said in shown
    assert "To my balance" not in shown
    leg = Leg.objects.get()
    with nothing_changes():
        path = f"/disputes/{dispute.number}/refunds/{leg.id}/to-balance/"
        assert "finance team looks there before it is paid another way" in send(client, merchant, path, status=409)


def test_somebody_elses_refund_is_not_there(client: Client, dispute: Dispute) -> None:
    stranger, leg = owner(), Leg.objects.get()
    with nothing_changes():
        send(client, stranger, f"/disputes/{dispute.number}/refunds/{leg.id}/to-balance/", status=404)
