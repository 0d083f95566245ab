"""What a merchant sees of claims at payment houses: the rule, what is blocked, and the way here."""

import pytest
from django.test import Client

from amends.core.external_claims.words import ExternalKind, ExternalState
from tests.doors.console.asking import page
from tests.makers.cases import open_case, paid_order
from tests.makers.claims import hear
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db
RULE = "Disputes about our orders are opened and negotiated here"


@pytest.fixture
def ana() -> Person:
    return owner()


def test_an_inquiry_shows_the_rule_and_the_way_here(client: Client, ana: Person):
    order = paid_order(ana, sent=True)
    hear(order, kind=ExternalKind.INQUIRY)
    shown = page(client, ana, f"/orders/{order.number}/")
    assert RULE in shown and "To withdraw it, " in shown
    assert f'<a class="button" href="/orders/{order.number}/dispute/">Open the dispute here</a>' in shown


def test_a_chargeback_shows_what_it_blocks_and_offers_no_opening(client: Client, ana: Person):
    order = paid_order(ana, sent=True)
    claim = hear(order)
    shown = page(client, ana, f"/orders/{order.number}/")
    assert "The payment house holds this money until it decides." in shown
    assert f"held by a claim at the payment house (sandbox {claim.ref})" in shown
    assert f"/orders/{order.number}/dispute/" not in shown


def test_the_dispute_shows_a_claim_on_its_order_until_it_ends(client: Client, ana: Person):
    dispute = open_case(ana, paid_order(ana, sent=True))
    claim = hear(dispute.order)
    assert claim.ref in page(client, ana, f"/disputes/{dispute.number}/")
    hear(dispute.order, ref=claim.ref, state=ExternalState.WON)
    assert claim.ref not in page(client, ana, f"/disputes/{dispute.number}/")


def test_the_list_holds_own_claims_only(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch):
    assert "No claim at a payment house" in page(client, ana, "/claims/")
    monkeypatch.setattr("amends.doors.portal.external_claims.claim_list.PAGE", 2)
    own = [hear(paid_order(ana)) for _ in range(3)]
    other = hear(paid_order(owner()))
    first = page(client, ana, "/claims/")
    second = page(client, ana, "/claims/?" + first.split('rel="next" href="?')[1].split('"')[0])
    assert [[one.ref in shown for one in own] for shown in (first, second)] == [
        [False, True, True],
        [True, False, False],
    ]
    assert other.ref not in first + second + page(client, ana, "/claims/?after=x")
