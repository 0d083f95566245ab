"""A payment house that asks hears nothing of money we put on a balance: such a refund waits until it has ended."""

from datetime import timedelta
from pathlib import Path

import pytest

from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.doors.jobs.hand_over import hand_over
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Wallet
from amends.records.notices.models import Outbox
from amends.records.settlements.models import Leg
from amends.records.settlements.waiting import stuck_settlements, waiting_for_claim
from amends.usecases.notices.drain_outbox import drain_outbox
from tests.makers.cases import LATER, approve, bank_of, open_case, paid_order, resent, settle, ship
from tests.makers.claims import hear, moved
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.usecases.settlements.test_beside_claims import refused_by

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState
DAY = timedelta(days=1)


@pytest.fixture
def merchant() -> Person:
    return owner()


def sound() -> bool:
    assert list(violations(late=NOW)) == []
    return True


def told_finance() -> int:
    return Outbox.objects.filter(code="dispute.finance_told").count()


@pytest.mark.parametrize("kind", [K.INQUIRY, K.EARLY_WARNING])
def test_a_refund_to_the_balance_waits_while_a_payment_house_asks(merchant: Person, kind: K):
    order = paid_order(merchant, sent=True)
    asked = hear(order, kind=kind)
    dispute = open_case(merchant, order)
    approve(dispute, staff())
    for _ in range(2):
        assert settle(dispute).state == "agreed"
    leg = Leg.objects.get()
    assert (leg.state, leg.waits_for) == ("planned", f"sandbox {asked.ref}")
    assert (told_finance(), Entry.objects.count(), Wallet.objects.count()) == (1, 0, 0)
    assert refused_by("legs_beside_a_claim", "legs", "state = 'succeeded'", leg.id)
    assert waiting_for_claim(order.id) == [dispute.id]
    assert stuck_settlements(before=LATER, limit=9) == []
    assert "settlements_move" not in {one.invariant for one in violations(late=LATER + DAY)}
    hear(order, ref=asked.ref, kind=kind, state=S.CLOSED, told_at=LATER)
    assert stuck_settlements(before=LATER, limit=9) == [dispute.id]
    assert settle(dispute).state == "settled"
    assert (Wallet.objects.get().cash, Leg.objects.get().waits_for, told_finance()) == (1000, "", 1)
    assert sound()


def test_the_end_of_an_inquiry_sets_the_refund_going(merchant: Person, monkeypatch: pytest.MonkeyPatch):
    order = paid_order(merchant, sent=True)
    asked = hear(order, kind=K.INQUIRY)
    dispute = open_case(merchant, order)
    approve(dispute, staff())
    settle(dispute)
    drain_outbox(hand_over=lambda _: None)
    hear(order, ref=asked.ref, kind=K.INQUIRY, state=S.CLOSED, told_at=LATER)
    freed: list[dict[str, str]] = []
    monkeypatch.setattr("amends.doors.jobs.hand_over.settle.defer", lambda **ask: freed.append(ask))
    drain_outbox(hand_over=hand_over)
    assert freed == [{"dispute_id": str(dispute.id)}]


def test_an_inquiry_that_is_lost_ends_the_refund_that_waited_for_it(merchant: Person):
    order = paid_order(merchant, sent=True)
    asked = hear(order, kind=K.INQUIRY, amount=1000)
    dispute = open_case(merchant, order)
    approve(dispute, staff())
    settle(dispute)
    gone = (moved(-1000, ref="m1"),)
    hear(order, ref=asked.ref, kind=K.INQUIRY, amount=1000, state=S.LOST, told_at=LATER, moved=gone)
    assert settle(dispute).state == "settling"
    assert Leg.objects.values_list("state", "failure").get() == ("failed", "claimed at sandbox, lost")
    assert Wallet.objects.count() == 0
    assert sound()


def test_a_refund_the_original_way_is_seen_there_and_does_not_wait(merchant: Person, tmp_path: Path):
    order = paid_order(merchant, sent=True)
    hear(order, kind=K.INQUIRY)
    dispute = open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    assert settle(dispute, bank_of(tmp_path)).state == "settled"
    assert told_finance() == 0
    assert sound()


def test_an_inquiry_about_the_origin_makes_the_refund_of_its_resend_wait(merchant: Person):
    origin = paid_order(merchant, sent=True)
    dispute = open_case(merchant, ship(resent(merchant, staff(), origin)))
    approve(dispute, staff())
    hear(origin, kind=K.INQUIRY)
    assert settle(dispute).state == "agreed"
    assert stuck_settlements(before=LATER, limit=9) == []
