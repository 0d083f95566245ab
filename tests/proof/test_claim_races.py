"""A claim at a payment house arrives in the very moment in which our own money moves: both never win."""

import pytest

from amends.core.access import Role
from amends.core.external_claims.words import ExternalState
from amends.core.orders.claimable import ClaimedElsewhere
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from tests.makers.at_once import at_once
from tests.makers.cases import LATER, approve, open_case, paid_order, settle
from tests.makers.claims import claim_news, elsewhere, hear, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import owner, staff

pytestmark = pytest.mark.usefixtures("committed_db")
TIMES = 12


def test_a_claim_and_an_approval_at_once():
    merchant, agent = owner(), staff()
    for _ in range(TIMES):
        order = paid_order(merchant)
        dispute, news = open_case(merchant, order), claim_news(order)
        approved, _ = at_once(lambda d=dispute: approve(d, agent), lambda n=news: tell(n))
        order.refresh_from_db()
        assert order.external_open == 1
        refused = isinstance(approved, ClaimedElsewhere)
        assert (order.reserved, Leg.objects.filter(settlement__dispute=dispute).count()) == (
            (0, 0) if refused else (1000, 1)
        )
        if not refused:
            assert settle(dispute).state == "agreed"
    assert list(violations(late=NOW)) == []


def test_a_claim_and_a_payment_at_once():
    merchant, agent = owner(), staff()
    for _ in range(TIMES):
        order = paid_order(merchant)
        dispute, news = open_case(merchant, order), claim_news(order)
        approve(dispute, agent)
        at_once(lambda d=dispute: settle(d), lambda n=news: tell(n))
        leg = Leg.objects.get(settlement__dispute=dispute)
        order.refresh_from_db()
        paid = Entry.objects.filter(key=str(leg.id)).exists()
        assert (leg.state, order.refunded, order.reserved) == (("succeeded", 1000, 0) if paid else ("planned", 0, 1000))
        assert bool(leg.waits_for) is not paid
    assert list(violations(late=NOW)) == []


def test_the_same_news_from_many_at_once_is_booked_once():
    merchant = owner()
    order = paid_order(merchant)
    news = claim_news(order, moved=(moved(-400, ref="txn_1", fee=15),))
    later = claim_news(order, ref=news.ref, state=ExternalState.LOST, told_at=LATER, moved=news.moved)
    at_once(*[lambda one=one: tell(one) for one in (news, later, news, later, news, later)])
    assert (ExternalClaim.objects.count(), ExternalMovement.objects.count(), Entry.objects.count()) == (1, 1, 2)
    assert elsewhere(order.id) == (400, 0, "")
    assert list(violations(late=NOW)) == []


def test_two_people_match_one_claim_to_two_orders_while_its_news_arrives():
    merchant, finance = owner(), staff(Role.STAFF_FINANCE)
    orders = [paid_order(merchant), paid_order(merchant)]
    claim = hear(None, ref="dp_1")
    news = claim_news(None, ref="dp_1", state=ExternalState.UNDER_REVIEW, told_at=LATER)
    asks = [MatchClaim(claim_id=claim.id, order_id=order.id) for order in orders]
    at_once(*[lambda ask=ask: match_claim(ask=ask, actor=finance.actor, now=NOW) for ask in asks], lambda: tell(news))
    assert sorted(elsewhere(order.id)[0] for order in orders) == [0, 400]
    assert Order.objects.filter(external_open=1).count() == 1
    assert ExternalClaim.objects.get().state == "under_review"
    assert list(violations(late=NOW)) == []
