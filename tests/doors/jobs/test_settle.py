"""The job that carries out a settlement: what a payment house's answer, or its silence, makes of each leg."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.core.access import Role
from amends.core.disputes.reasons import Wish
from amends.core.settlements.legs import LegState, Method, Unrefundable
from amends.core.settlements.replacing import LegNotFailed, LegNotUnknown
from amends.gateways.payments.misbehaving import TIMEOUT_AFTER, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown, Refund, RefundOrder, RefundRefused
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.usecases.settlements.begin_leg import begin_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome
from tests.makers.cases import LATER, approve, bank_of, nothing_happens, open_case, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
DOWN = OutcomeUnknown("HTTP 503")
UNKNOWN_THERE = RefundRefused("No such payment", Unrefundable.NOT_FOUND)
PENDING = Refund("re_17", LegState.PENDING)


class House:
    """A payment house that answers with the next of `refunds`, or of `finds`, and keeps what it was asked."""

    def __init__(self, refunds: Iterable[object], finds: Iterable[object] = ()) -> None:
        self._refunds, self._finds = iter(refunds), iter(finds)
        self.made: list[RefundOrder] = []
        self.sought: list[RefundOrder] = []

    def refund(self, order: RefundOrder) -> Refund:
        self.made.append(order)
        return self._say(next(self._refunds))

    def find(self, order: RefundOrder) -> Refund | None:
        self.sought.append(order)
        return self._say(next(self._finds))

    @staticmethod
    def _say(answer: object) -> Refund:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def dispute(merchant: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    return dispute


def unknown(dispute: Dispute, house: House, fault: type[Exception] = OutcomeUnknown) -> None:
    """The job ends in that fault."""
    with pytest.raises(fault):
        settle(dispute, house)


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def test_a_payment_that_was_never_there_fails_the_first_call(dispute: Dispute):
    house = House([UNKNOWN_THERE])
    assert settle(dispute, house).state == "settling"
    leg = Leg.objects.get()
    assert (leg.state, leg.failed_for, len(house.made), house.sought) == ("failed", "not_found", 1, [])
    assert sound()


def test_of_a_call_that_went_out_before_not_found_says_nothing(dispute: Dispute, merchant: Person):
    """The house was asked at another account, or in its test mode, the second time."""
    house = House([DOWN, UNKNOWN_THERE], [None])
    unknown(dispute, house)
    unknown(dispute, house)
    leg = Leg.objects.get()
    assert (leg.state, leg.failed_for) == ("unknown", "")
    assert leg.failure == "sandbox does not know the payment it was asked to refund before: No such payment"
    assert [(order.repeated, order.ref) for order in (*house.made, *house.sought)] == [
        (False, ""),
        (True, ""),
        (True, ""),
    ]
    with nothing_happens(LegNotFailed):
        replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET), actor=merchant.actor, now=LATER)
    assert sound()


def test_a_pending_refund_stays_pending_while_its_house_is_down(dispute: Dispute):
    house = House([PENDING], [DOWN, PENDING, Refund("re_17")])
    settle(dispute, house)
    unknown(dispute, house)
    leg = Leg.objects.get()
    assert (leg.state, leg.provider_ref, leg.failure, leg.calls, leg.called_at) == ("pending", "re_17", "", 2, LATER)
    finance = staff(Role.STAFF_FINANCE)
    with nothing_happens(LegNotUnknown):
        ask = TellOutcome(leg_id=leg.id, paid=False, words="There is no such refund.")
        tell_outcome(ask=ask, actor=finance.actor, now=LATER)
    settle(dispute, house)
    assert settle(dispute, house).state == "settled"
    assert [order.ref for order in house.sought] == ["re_17"] * 3
    assert sound()


def test_a_refund_whose_name_we_hold_is_never_made_again(dispute: Dispute):
    house = House([PENDING], [None, None])
    settle(dispute, house)
    for _ in range(2):
        unknown(dispute, house)
    assert (Leg.objects.get().state, len(house.made)) == ("pending", 1)
    assert sound()


@pytest.mark.parametrize("fault", [DOWN, KeyError("status")])
def test_one_house_that_does_not_answer_keeps_no_other_leg_waiting(merchant: Person, fault: Exception):
    dispute = open_case(merchant, paid_order(merchant, payments=(600, 400)), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    unknown(dispute, House([fault, Refund("re_2")]), type(fault))
    assert list(Leg.objects.order_by("number").values_list("state", "provider_ref", "called_at")) == [
        ("unknown", "", LATER),
        ("succeeded", "re_2", LATER),
    ]
    assert sound()


def test_a_fault_of_ours_is_raised_before_a_silence(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant, payments=(600, 400)), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    unknown(dispute, House([DOWN, ValueError("levitating")]), ValueError)


def test_an_answer_that_cannot_be_read_leaves_an_outcome_that_a_person_can_tell(dispute: Dispute):
    unknown(dispute, House([AttributeError("'str' object has no attribute 'get'")]), AttributeError)
    leg = Leg.objects.get()
    assert (leg.state, leg.failure) == ("unknown", "the answer could not be read: AttributeError")
    ask = TellOutcome(leg_id=leg.id, paid=True, words="It stands there.", provider_ref="re_9")
    tell_outcome(ask=ask, actor=staff(Role.STAFF_FINANCE).actor, now=LATER)
    assert Dispute.objects.get().state == "settled"
    assert sound()


def test_calls_are_counted_by_the_database(dispute: Dispute, tmp_path: Path):
    house = MisbehavingGateway(bank_of(tmp_path), [TIMEOUT_AFTER])
    unknown(dispute, house)  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as asked:
        order = begin_leg(leg_id=Leg.objects.get().id, now=LATER)
    assert order is not None
    assert order.repeated is True
    assert [one["sql"] for one in asked if '"calls" = ("legs"."calls" + 1)' in one["sql"]]
    assert (Leg.objects.get().calls, Payment.objects.get().reserved) == (2, 1000)
