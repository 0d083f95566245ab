"""A claim at a payment house took money that a decision had promised: it is not paid twice, and the case ends."""

from pathlib import Path

import pytest

from amends.core.access import Forbidden, Role
from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalState
from amends.core.orders.stages import WrongStage
from amends.core.settlements.replacing import LegNotFailed, NothingTaken
from amends.gateways.payments.misbehaving import REFUSED, MisbehavingGateway
from amends.records.decisions.models import Award
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Wallet
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg, Settlement
from amends.usecases.disputes.write_message import MessageEmpty
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from tests.makers.cases import (
    LATER,
    approve,
    bank_of,
    line,
    money,
    nothing_happens,
    open_case,
    paid_order,
    settle,
    ship,
)
from tests.makers.claims import hear
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
WORDS = "Lost there on the 27th."


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def promised(merchant: Person, wish: Wish, amount: int | None = None) -> Dispute:
    """A refund on an order of two lines, 10.00 and 5.00, approved as asked."""
    order = paid_order(merchant, line(2, 1000), line(1, 500, sku="LAMP-7"), sent=True)
    dispute = open_case(merchant, order, {1: 2, 2: 1}, wish=wish, amount=amount)
    approve(dispute, staff())
    return dispute


def lost(dispute: Dispute, amount: int) -> None:
    hear(dispute.order, state=ExternalState.LOST, amount=amount)


def cut(leg: Leg, by: Person, words: str = WORDS) -> int:
    return cut_leg(ask=CutLeg(leg_id=leg.id, words=words), actor=by.actor, now=LATER)


def sound() -> bool:
    assert list(violations(late=NOW)) == []
    return True


def test_all_of_it_was_taken_there_and_the_dispute_is_settled_without_a_payout(merchant: Person, finance: Person):
    dispute = promised(merchant, Wish.REFUND_WALLET)
    lost(dispute, 1500)
    assert settle(dispute).state == "settling"
    leg = Leg.objects.get()
    assert (leg.state, leg.failure) == ("failed", "claimed at sandbox, lost")
    assert cut(leg, finance) == 1500
    dispute.refresh_from_db()
    assert (dispute.state, money(dispute.order), dispute.order.open_disputes) == ("settled", (1500, 0, 0), 0)
    assert (Settlement.objects.get().taken_elsewhere, Wallet.objects.count(), Leg.objects.get().state) == (
        1500,
        0,
        "closed",
    )
    assert [one.resolved for one in dispute.order.lines.order_by("position")] == [2, 1]
    assert sound()
    with nothing_happens(LegNotFailed):
        cut(leg, finance)


@pytest.mark.parametrize("wish", [Wish.REFUND_WALLET, Wish.REFUND_ORIGINAL])
def test_what_the_claim_left_is_paid_as_it_was_planned(merchant: Person, finance: Person, wish: Wish, tmp_path: Path):
    dispute = promised(merchant, wish)
    lost(dispute, 400)
    settle(dispute, bank_of(tmp_path))
    assert cut(Leg.objects.get(), finance) == 400
    assert list(Award.objects.order_by("line__position").values_list("amount", "taken_elsewhere")) == [
        (1000, 267),
        (500, 133),
    ]
    old, new = Leg.objects.order_by("number")
    assert (old.state, new.state, new.amount, new.method, new.replaces_id) == (
        "closed",
        "planned",
        1100,
        old.method,
        old.id,
    )
    assert (money(dispute.order), Payment.objects.get().reserved) == (
        (1500, 0, 1100),
        1100 if wish is Wish.REFUND_ORIGINAL else 0,
    )
    assert sound()
    assert settle(dispute, bank_of(tmp_path)).state == "settled"
    assert money(dispute.order) == (1500, 1100, 0)
    assert [(one.refunded, one.reserved) for one in dispute.order.lines.order_by("position")] == [(733, 0), (367, 0)]
    assert sound()


def test_a_cancellation_that_a_claim_paid_closes_the_order_all_the_same(merchant: Person, finance: Person):
    order = paid_order(merchant)
    dispute = open_case(merchant, order)
    assert dispute.reason == "order_cancellation"
    approve(dispute, staff())
    lost(dispute, 1000)
    settle(dispute)
    assert cut(Leg.objects.get(), finance) == 1000
    order.refresh_from_db()
    assert (order.stage, order.lines.get().closed, order.open_disputes) == ("closed", 3, 0)
    with nothing_happens(WrongStage):
        ship(order)
    assert sound()


def test_what_no_claim_took_is_still_owed(merchant: Person, finance: Person, tmp_path: Path):
    dispute = promised(merchant, Wish.REFUND_ORIGINAL)
    settle(dispute, MisbehavingGateway(bank_of(tmp_path), [REFUSED]))
    with nothing_happens(NothingTaken):
        cut(Leg.objects.get(), finance)


def test_who_may_and_that_it_takes_words(merchant: Person, finance: Person):
    dispute = promised(merchant, Wish.REFUND_WALLET)
    lost(dispute, 1500)
    settle(dispute)
    leg, agent = Leg.objects.get(), staff()
    for by in (merchant, agent):
        with nothing_happens(Forbidden):
            cut(leg, by)
    with nothing_happens(MessageEmpty):
        cut(leg, finance, " ")
