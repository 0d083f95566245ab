"""The sweep takes up what went quiet, once at a time, and one trouble keeps nothing else waiting."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.core.disputes.reasons import Wish
from amends.doors.jobs import sweep as sweeping
from amends.gateways.payments.port import OutcomeUnknown, Refund, RefundOrder
from amends.records.disputes.models import Dispute
from amends.records.external_claims.models import ExternalClaim
from amends.records.settlements.models import Leg
from amends.records.settlements.waiting import stuck_settlements
from tests.makers.cases import LATER, approve, open_case, paid_order, settle
from tests.makers.claims import claim_news, tell
from tests.makers.people import owner, staff
from tests.makers.wallet import guarded_owner, topped_up

QUIET = LATER + timedelta(minutes=2)


class Silent:
    """A payment house that answers nothing."""

    def refund(self, order: RefundOrder) -> Refund:
        raise OutcomeUnknown("HTTP 503")

    def find(self, order: RefundOrder) -> Refund | None:
        raise OutcomeUnknown("HTTP 503")


def approved() -> Dispute:
    """Of an order that was paid in two payments: two legs."""
    merchant = owner()
    dispute = open_case(merchant, paid_order(merchant, payments=(600, 400)), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    return dispute


@pytest.mark.usefixtures("committed_db")
def test_ten_sweeps_of_a_settlement_that_went_quiet_leave_one_job():
    dispute, other = approved(), approved()
    for _ in range(10):
        sweeping.sweep(now=QUIET)
    jobs = ProcrastinateJob.objects.filter(queue_name="money", args__has_key="dispute_id")
    assert sorted(one.args["dispute_id"] for one in jobs) == sorted([str(dispute.id), str(other.id)])


@pytest.mark.django_db
def test_what_was_called_just_now_is_not_taken_up_whatever_its_other_legs_wait_for():
    dispute = approved()
    with pytest.raises(OutcomeUnknown):
        settle(dispute, Silent())
    second = Leg.objects.get(number=2)
    Leg.objects.filter(id=second.id).update(state="planned", called_at=None)
    assert stuck_settlements(before=LATER, limit=9) == []
    assert stuck_settlements(before=LATER + timedelta(seconds=1), limit=9) == [dispute.id]


@pytest.mark.django_db
def test_a_leg_to_the_balance_whose_job_was_lost_is_taken_up():
    dispute = approved()
    with pytest.raises(OutcomeUnknown):
        settle(dispute, Silent())
    Leg.objects.filter(number=1).update(state="succeeded")
    Leg.objects.filter(number=2).update(method="wallet", state="planned", called_at=None)
    assert stuck_settlements(before=QUIET, limit=9) == [dispute.id]
    assert (settle(dispute).state, Leg.objects.get(number=2).state) == ("settled", "succeeded")


@pytest.mark.django_db
def test_a_claim_that_was_placed_on_its_top_up_meanwhile_stops_nothing(monkeypatch: pytest.MonkeyPatch):
    top_up = topped_up(guarded_owner(), 10_000)
    claim = tell(claim_news(None, payment_refs=(f"sandbox_10000_{top_up.hex}",), amount=10_000))
    assert ExternalClaim.objects.get().top_up_id == top_up
    monkeypatch.setattr(sweeping, "matchable", lambda *, limit: [claim.id])
    assert sweeping.sweep(now=LATER) == 1


@pytest.mark.django_db
def test_what_fails_keeps_nobody_behind_it_waiting_and_is_raised_at_the_end(monkeypatch: pytest.MonkeyPatch):
    reached = []

    def fails(**_: object) -> list[object]:
        raise LookupError("the first")

    def last(**_: object) -> bool:
        reached.append("webhooks")
        return False

    monkeypatch.setattr(sweeping, "due_disputes", fails)
    monkeypatch.setattr(sweeping, "any_due", last)
    with pytest.raises(LookupError, match="the first"):
        sweeping.sweep(now=LATER)
    assert reached == ["webhooks"]
    monkeypatch.setattr(sweeping, "due_measures", fails)
    with pytest.raises(ExceptionGroup) as both:
        sweeping.sweep(now=LATER)
    assert [type(one) for one in both.value.exceptions] == [LookupError, LookupError]
