"""What a claim counts on its order: what it moved; and which claims are one."""

from datetime import timedelta

import pytest

from amends.core.disputes.refusals import AboveCeiling
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.orders.claimable import ClaimedElsewhere
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.pages import ClaimTab, read_claims
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from tests.makers.cases import LATER, agree, approve, nothing_happens, offer, open_case, paid_order, settle
from tests.makers.claims import elsewhere, hear, moved
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState
DAY = timedelta(days=1)


@pytest.fixture
def merchant() -> Person:
    return owner()


def sound() -> bool:
    return list(violations(late=NOW)) == []


def stands(claim: ExternalClaim) -> tuple[str, int, bool]:
    """Its effect, what it counts, and whether another counts in its place."""
    claim.refresh_from_db()
    return claim.effect, claim.counted, claim.grew_into_id is not None


def test_a_lost_inquiry_goes_on_counting_beside_a_chargeback_that_is_won(merchant: Person):
    order = paid_order(merchant, sent=True)
    dispute, agent = open_case(merchant, order), staff()
    asked = hear(order, ref="PP-D-1", kind=K.INQUIRY, state=S.LOST, moved=(moved(-400, ref="m1"),))
    took, back = moved(-600, ref="m2"), moved(600, ref="m3", at=NOW + DAY)
    hear(order, ref="PP-D-2", amount=600, opened_at=NOW + DAY, moved=(took,))
    assert elsewhere(order.id) == (1000, 1, "sandbox PP-D-2")
    hear(order, ref="PP-D-2", amount=600, opened_at=NOW + DAY, state=S.WON, told_at=LATER, moved=(took, back))
    assert stands(asked) == ("lost", 400, False)
    assert elsewhere(order.id) == (400, 0, "")
    with nothing_happens(AboveCeiling):
        approve(dispute, agent)
    offer(dispute, agent, amount=600)
    agree(dispute, merchant)
    assert settle(dispute).state == "settled"
    assert sound()


def test_what_was_agreed_in_an_inquiry_leaves_the_rest_to_be_refunded(merchant: Person):
    order = paid_order(merchant, sent=True)
    dispute, agent = open_case(merchant, order), staff()
    hear(order, kind=K.INQUIRY, state=S.LOST, amount=1000, moved=(moved(-200, ref="m1"),))
    assert elsewhere(order.id) == (200, 0, "")
    assert Payment.objects.get().external_claimed == 200
    offer(dispute, agent, amount=800)
    agree(dispute, merchant)
    assert settle(dispute).state == "settled"
    assert Order.objects.get(id=order.id).refunded == 800
    assert sound()


def test_a_loss_whose_money_has_not_moved_yet_counts_what_is_claimed(merchant: Person):
    order = paid_order(merchant, sent=True)
    hear(order, ref="dp_1", state=S.LOST)
    assert elsewhere(order.id) == (400, 0, "")
    hear(order, ref="dp_1", state=S.LOST, told_at=LATER, moved=(moved(-150, ref="m1"),))
    assert elsewhere(order.id) == (150, 0, "")
    assert sound()


def test_a_chargeback_that_was_won_holds_until_its_money_is_back(merchant: Person):
    order = paid_order(merchant, sent=True)
    took, back = moved(-400, ref="m1"), moved(400, ref="m2", at=NOW + DAY)
    claim = hear(order, ref="dp_1", state=S.WON, moved=(took,))
    assert stands(claim) == ("holds", 400, False)
    with nothing_happens(ClaimedElsewhere):
        open_case(merchant, order)
    hear(order, ref="dp_1", state=S.WON, told_at=LATER, moved=(took, back))
    assert stands(claim) == ("released", 0, False)
    assert Outbox.objects.filter(code="external_claim.released", order_id=order.id).count() == 1
    assert sound()


def test_what_a_won_chargeback_did_not_bring_back_stays_counted(merchant: Person):
    order = paid_order(merchant, sent=True)
    claim = hear(order, state=S.WON, moved=(moved(-400, ref="m1"), moved(380, ref="m2")))
    assert stands(claim) == ("lost", 20, False)
    assert elsewhere(order.id) == (20, 0, "")
    assert sound()


def test_an_inquiry_after_a_chargeback_that_ended_is_told_and_waits_for_its_answer(merchant: Person):
    order = paid_order(merchant, sent=True)
    hear(order, ref="dp_1", state=S.WON)
    later, due = NOW + 20 * DAY, NOW + 30 * DAY
    asked = hear(order, ref="inq_2", kind=K.INQUIRY, opened_at=later, told_at=later, respond_by=due)
    assert stands(asked) == ("warns", 0, False)
    told = Outbox.objects.get(code="external_claim.warned")
    assert (told.order_id, told.facts["ref"]) == (order.id, "inq_2")
    assert [row.ref for row in read_claims(tab=ClaimTab.ANSWER, size=9)[0]] == ["inq_2"]
    assert sound()
