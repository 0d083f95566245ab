"""A refund came back after its dispute was settled: finance is told of it again and again until somebody sees to it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from amends.core.access import Role
from amends.core.disputes.reasons import Wish
from amends.core.settlements.legs import LegState, Method
from amends.doors.jobs.sweep import sweep
from amends.records.disputes.case_file_thread import trail_of
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.settlements.models import Leg, Settlement
from amends.records.settlements.queries import one_settlement
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.settlements.remind_finance import remind_finance
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from tests.makers.cases import LATER, approve, bank_of, open_case, paid_order, rows, settle
from tests.makers.people import owner, staff

pytestmark = pytest.mark.django_db
WAIT = settings.DISPUTE_WAITS.settling
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def dispute(tmp_path: Path) -> Dispute:
    """Settled, and its refund came back at LATER."""
    merchant = owner()
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    settle(dispute, bank_of(tmp_path))
    record_leg(ask=RecordLeg(leg_id=Leg.objects.get().id, state=LegState.FAILED, failure="closed"), now=LATER)
    return Dispute.objects.get(id=dispute.id)


def told() -> int:
    return Outbox.objects.filter(code="dispute.finance_told").count()


def still(late: object) -> list[str]:
    return [one.words for one in violations(late=late)]  # type: ignore[arg-type]


def test_each_period_finance_is_told_and_the_page_says_until_when_it_waits(dispute: Dispute):
    assert (dispute.state, dispute.due_at) == ("settled", None)
    first = LATER + WAIT
    before = rows()
    assert sweep(now=first - A_MOMENT) == 0
    assert remind_finance(dispute=dispute.number, now=first - A_MOMENT) is False
    assert rows() == before
    shown = one_settlement(Settlement.objects.get().id)
    assert shown is not None
    assert shown.due_at == first
    for at in (first, first + WAIT):
        assert sweep(now=at) == 1
        assert Settlement.objects.get().remind_at == at + WAIT
    assert told() == 2
    entries = [one for one in trail_of(dispute.id).entries if one.code == "dispute.finance_told"]
    assert [dict(one.after) for one in entries] == [
        {"remind_at": str(first + WAIT)},
        {"remind_at": str(first + 2 * WAIT)},
    ]
    assert still(LATER) == []


def test_once_it_is_paid_nobody_is_told_any_more(dispute: Dispute):
    finance = staff(Role.STAFF_FINANCE)
    ask = ReplaceLeg(leg_id=Leg.objects.get().id, to=Method.WALLET, words="The account was closed.")
    replace_leg(ask=ask, actor=finance.actor, now=LATER)
    settle(dispute)
    assert Settlement.objects.get().remind_at is None
    assert (sweep(now=LATER + 9 * WAIT), told()) == (0, 0)
    assert still(LATER + 9 * WAIT) == []


@pytest.mark.parametrize("forgotten", [None, LATER - A_MOMENT])
def test_one_of_which_nobody_is_told_stands_still(dispute: Dispute, forgotten: object):
    Settlement.objects.update(remind_at=forgotten)
    (words,) = still(LATER)
    assert words.startswith(f"the settlement of dispute {dispute.number} is open again since ")
