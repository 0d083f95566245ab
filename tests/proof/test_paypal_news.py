"""What PayPal says later ends a refund once, whichever way and however often it is heard; what others say, never."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from amends.gateways.payments.paypal.simulated_book import Captured
from amends.gateways.payments.port import Forged, OutcomeUnknown
from amends.gateways.payments.simulated import Fault
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.settlements.models import Leg
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from tests.makers.cases import money, rows
from tests.makers.paypal import PayPal, disputed, given_back, paypal
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def at() -> Iterator[PayPal]:
    with paypal() as house:
        yield house


@pytest.fixture
def pending(at: PayPal, merchant: Person) -> tuple[Dispute, Captured]:
    """A refund that PayPal took and does not end yet."""
    at.house.refunds_are = "PENDING"
    dispute, capture = disputed(at, merchant, staff())
    assert (at.settle(dispute).state, Leg.objects.get().state) == ("settling", "pending")
    assert (money(dispute.order), Entry.objects.count()) == ((1000, 0, 1000), 0)
    return dispute, capture


def hear(at: PayPal) -> list[bool]:
    """Takes in the latest event; whether each piece of news changed something."""
    news = at.gateway.read(at.house.sent[-1].body)
    return [record_leg(ask=one, now=at.time.now) for one in news if isinstance(one, RecordLeg)]


@pytest.mark.parametrize("by", ["webhook", "polling"])
@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("COMPLETED", ("succeeded", "settled", (1000, 1000, 0), 1)),
        ("FAILED", ("failed", "settling", (1000, 0, 1000), 0)),
    ],
)
def test_a_pending_refund_ends_once_by_webhook_or_by_polling(
    at: PayPal, pending: tuple[Dispute, Captured], by: str, ends: str, expected: tuple[object, ...]
):
    dispute, capture = pending
    at.settle(dispute)
    assert Leg.objects.get().state == "pending"
    at.house.refund_ends(capture.refunds[0].id, ends)
    assert hear(at) == [True] if by == "webhook" else at.settle(dispute)
    for _ in range(2):
        dispute = at.settle(dispute)
        assert hear(at) == [False]
    assert (Leg.objects.get().state, dispute.state, money(dispute.order), Entry.objects.count()) == expected
    assert given_back(capture) == [("10.00", ends)]
    assert len(at.asked("POST", "/refund")) == 1
    assert list(violations(late=at.time.now)) == []


def test_news_before_the_answer_and_again_long_after_it_settle_once(merchant: Person):
    """PayPal does it, the answer is lost, the webhook comes first, and twice; then the job looks."""
    with paypal(faults=[Fault.SILENT_AFTER]) as at:
        dispute, capture = disputed(at, merchant, staff())
        with pytest.raises(OutcomeUnknown):
            at.settle(dispute)
        assert (hear(at), hear(at)) == ([True], [False])
        assert (at.settle(dispute).state, given_back(capture)) == ("settled", [("10.00", "COMPLETED")])
        assert (Entry.objects.count(), len(at.asked("POST", "/refund"))) == (1, 1)


def test_a_late_pending_does_not_undo_an_end(at: PayPal, pending: tuple[Dispute, Captured]):
    _, capture = pending
    late = at.house.sent[-1]
    at.house.refund_ends(capture.refunds[0].id, "COMPLETED")
    assert hear(at) == [True]
    at.house.sent.append(late)
    assert (hear(at), Leg.objects.get().state) == ([False], "succeeded")


def test_a_forged_a_stale_and_a_replayed_webhook_change_nothing(at: PayPal, pending: tuple[Dispute, Captured]):
    _, capture = pending
    at.house.refund_ends(capture.refunds[0].id, "COMPLETED")
    sent = at.house.sent[-1]
    before = rows()
    for body, now in [
        (sent.body.replace(b"10.00", b"99.00"), at.time.now),
        (sent.body, at.time.now + timedelta(days=5)),
        (sent.body, at.time.now - timedelta(hours=1)),
    ]:
        with pytest.raises(Forged):
            at.gateway.check(body=body, headers=sent.headers, now=now)
    assert rows() == before
    assert hear(at) == [True]
    after = rows()
    assert at.gateway.check(body=sent.body, headers=sent.headers, now=at.time.now)
    assert (hear(at), rows() == after) == ([False], True)
