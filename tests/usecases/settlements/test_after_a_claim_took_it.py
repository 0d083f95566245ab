"""A leg failed because a claim had taken its money, and then the money is there again: finance pays it the same way."""

from pathlib import Path

import pytest

from amends.core.access import Forbidden, Role
from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalState
from amends.core.settlements.legs import Method
from amends.core.settlements.replacing import NoOtherWay, NothingTaken
from amends.records.external_claims.models import ExternalClaim
from amends.records.invariants.check import violations
from amends.records.ledger.models import Wallet
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Leg
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.unmatch_claim import UnmatchClaim, unmatch_claim
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.wallet.pay_order import PayOrder, pay_order
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
    unpaid_order,
)
from tests.makers.claims import hear
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.wallet import parts, topped_up

pytestmark = pytest.mark.django_db
WHY = "The money is ours again."


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def again(leg: Leg, by: Person, to: Method = Method.WALLET) -> None:
    replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=to, words=WHY), actor=by.actor, now=LATER)


def lost_by_hand(order: Order, finance: Person, amount: int) -> ExternalClaim:
    """A lost claim that a person matched to the order."""
    claim = hear(None, state=ExternalState.LOST, amount=amount)
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=order.id), actor=finance.actor, now=NOW)
    return claim


def unmatch(claim: ExternalClaim, finance: Person) -> None:
    unmatch_claim(ask=UnmatchClaim(claim_id=claim.id, words="Another order's."), actor=finance.actor, now=LATER)


def sound() -> bool:
    assert list(violations(late=NOW)) == []
    return True


def only_leg() -> Leg:
    return Leg.objects.get()


def test_the_claim_was_lost_and_is_won_after_all(merchant: Person, finance: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    approve(dispute, staff())
    claim = hear(dispute.order, state=ExternalState.LOST)
    assert settle(dispute).state == "settling"
    hear(dispute.order, ref=claim.ref, state=ExternalState.WON, told_at=LATER)
    agent = staff()
    with nothing_happens(Forbidden):
        again(only_leg(), agent)
    with nothing_happens(NoOtherWay):
        again(only_leg(), merchant)
    for to in (Method.ORIGINAL, Method.RESEND):
        with nothing_happens(NoOtherWay):
            again(only_leg(), finance, to)
    again(only_leg(), finance)
    assert sound()
    assert settle(dispute).state == "settled"
    old, new = Leg.objects.order_by("number")
    assert (old.state, new.state, new.replaces_id, new.amount) == ("closed", "succeeded", old.id, 1000)
    assert (Wallet.objects.get().cash, money(dispute.order)) == (1000, (1000, 1000, 0))
    assert sound()


def test_while_the_claim_stands_lost_the_new_leg_fails_as_the_old_one_did(merchant: Person, finance: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    approve(dispute, staff())
    hear(dispute.order, state=ExternalState.LOST)
    settle(dispute)
    again(only_leg(), finance)
    assert settle(dispute).state == "settling"
    new = Leg.objects.get(number=2)
    assert (new.state, new.failure, Wallet.objects.count()) == ("failed", "claimed at sandbox, lost", 0)
    assert cut_leg(ask=CutLeg(leg_id=new.id, words=WHY), actor=finance.actor, now=LATER) == 400
    assert settle(dispute).state == "settled"
    assert (Wallet.objects.get().cash, money(dispute.order)) == (600, (1000, 600, 0))
    assert sound()


def test_the_claim_stood_there_by_mistake(merchant: Person, finance: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    approve(dispute, staff())
    claim = lost_by_hand(dispute.order, finance, 1000)
    settle(dispute)
    unmatch(claim, finance)
    again(only_leg(), finance)
    assert settle(dispute).state == "settled"
    assert Wallet.objects.get().cash == 1000
    assert sound()


def test_of_two_refunds_beside_a_small_claim_one_is_cut_and_the_other_paid_whole(merchant: Person, finance: Person):
    order = paid_order(merchant, line(2, 1000), line(1, 500, sku="LAMP-7"), sent=True)
    mugs, lamp = open_case(merchant, order, {1: 2}), open_case(merchant, order, {2: 1})
    for dispute in (mugs, lamp):
        approve(dispute, staff())
    hear(order, state=ExternalState.LOST)
    for dispute in (mugs, lamp):
        assert settle(dispute).state == "settling"
    first = Leg.objects.get(settlement__dispute=mugs)
    assert cut_leg(ask=CutLeg(leg_id=first.id, words=WHY), actor=finance.actor, now=LATER) == 400
    assert settle(mugs).state == "settled"
    second = Leg.objects.get(settlement__dispute=lamp)
    with nothing_happens(NothingTaken):
        cut_leg(ask=CutLeg(leg_id=second.id, words=WHY), actor=finance.actor, now=LATER)
    again(second, finance)
    assert settle(lamp).state == "settled"
    assert (Wallet.objects.get().cash, money(order)) == (1100, (1500, 1100, 0))
    assert sound()


def test_the_merchant_took_the_balance_while_the_claim_stood_lost(merchant: Person, finance: Person, tmp_path: Path):
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    claim = hear(dispute.order, state=ExternalState.LOST)
    settle(dispute, bank_of(tmp_path))
    again(only_leg(), merchant)
    assert settle(dispute).state == "settling"
    hear(dispute.order, ref=claim.ref, state=ExternalState.WON, told_at=LATER)
    again(Leg.objects.get(number=2), finance)
    assert settle(dispute).state == "settled"
    assert (Wallet.objects.get().cash, Payment.objects.get().reserved) == (1000, 0)
    assert sound()


def test_bonus_stays_bonus_and_held_for_its_leg(merchant: Person, finance: Person):
    topped_up(merchant, 50_000)
    order = unpaid_order(merchant)
    pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=merchant.actor, now=NOW)
    dispute = open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    claim = lost_by_hand(order, finance, 1000)
    settle(dispute)
    assert set(Leg.objects.values_list("provider", "state")) == {("wallet", "failed"), ("bonus", "failed")}
    unmatch(claim, finance)
    for leg in list(Leg.objects.order_by("number")):
        again(leg, finance)
    assert list(Payment.objects.values_list("reserved", flat=True)) == [500, 500]
    assert sound()
    assert settle(dispute).state == "settled"
    assert parts(merchant) == (50_000, 500, 0)
    assert list(Payment.objects.values_list("refunded", "reserved")) == [(500, 0), (500, 0)]
    assert sound()
