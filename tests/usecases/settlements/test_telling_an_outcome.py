"""What nobody can find out, a person tells; but not while the payment house may still be answering."""

from datetime import timedelta
from pathlib import Path

import pytest

from amends.core.access import Role
from amends.core.disputes.reasons import Wish
from amends.core.settlements.calling import LONGEST_CALL, LegBeingCalled
from amends.gateways.payments.misbehaving import TIMEOUT_BEFORE, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.invariants.check import violations
from amends.records.settlements.models import Leg
from amends.usecases.settlements.begin_leg import begin_leg
from amends.usecases.settlements.record_leg import LegState, RecordLeg, record_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome
from tests.makers.cases import LATER, approve, bank_of, nothing_happens, open_case, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
AGAIN = LATER + timedelta(minutes=1)


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


@pytest.fixture
def leg(tmp_path: Path) -> Leg:
    """Its first call was not answered; a second one went out a minute later."""
    merchant = owner()
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank_of(tmp_path), [TIMEOUT_BEFORE]))
    leg = Leg.objects.get()
    assert begin_leg(leg_id=leg.id, now=AGAIN)
    return leg


def seen(leg: Leg, *, paid: bool) -> TellOutcome:
    return TellOutcome(leg_id=leg.id, paid=paid, words="As its own list says.")


def test_not_there_is_not_told_while_a_call_may_still_be_answered(leg: Leg, finance: Person):
    until = AGAIN + LONGEST_CALL
    with nothing_happens(LegBeingCalled) as refused:
        tell_outcome(ask=seen(leg, paid=False), actor=finance.actor, now=until - timedelta(seconds=1))
    assert (refused.value.code, refused.value.facts) == ("settlement.leg_being_called", {"until": until.isoformat()})
    assert refused.value.words() == (
        f"The payment house is being asked about this refund; look there again after {until:%Y-%m-%d %H:%M} UTC."
    )
    tell_outcome(ask=seen(leg, paid=False), actor=finance.actor, now=until)
    leg.refresh_from_db()
    assert leg.state == "failed"
    assert list(violations(late=NOW)) == []


def test_once_the_call_has_ended_unknown_it_is_told_at_once(leg: Leg, finance: Person):
    record_leg(ask=RecordLeg(leg_id=leg.id, state=LegState.UNKNOWN, failure="HTTP 503"), now=AGAIN)
    tell_outcome(ask=seen(leg, paid=False), actor=finance.actor, now=AGAIN)
    leg.refresh_from_db()
    assert (leg.state, leg.failure) == ("failed", "not there, as finance saw")


def test_what_stands_there_is_told_at_any_time(leg: Leg, finance: Person):
    tell_outcome(ask=seen(leg, paid=True), actor=finance.actor, now=AGAIN)
    leg.refresh_from_db()
    assert leg.state == "succeeded"
