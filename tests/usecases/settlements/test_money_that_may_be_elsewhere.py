"""A payment house refuses a refund because the money is disputed or gone there: nobody pays it again unseen."""

from dataclasses import dataclass

import pytest

from amends.core.access import Role
from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.settlements.legs import Method, Unrefundable
from amends.core.settlements.replacing import FinanceLooksFirst
from amends.gateways.payments.port import Refund, RefundOrder, RefundRefused
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Wallet
from amends.records.settlements.models import Leg
from amends.usecases.disputes.write_message import MessageEmpty
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from tests.makers.cases import LATER, approve, money, nothing_happens, open_case, paid_order, settle
from tests.makers.claims import hear
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
WHY = "Nothing stands there: their list of disputes and refunds is empty."
ELSEWHERE = (Unrefundable.DISPUTED, Unrefundable.NOTHING_LEFT)


@dataclass
class Refusing:
    """A payment house that refuses for good, and why."""

    why: Unrefundable

    def refund(self, order: RefundOrder) -> Refund:
        raise RefundRefused("no", self.why)

    def find(self, order: RefundOrder) -> Refund | None:
        return None


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def refused(merchant: Person, why: Unrefundable) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    assert settle(dispute, Refusing(why)).state == "settling"
    return dispute


def to_balance(by: Person, words: str = "") -> None:
    leg = Leg.objects.get(state="failed")
    replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET, words=words), actor=by.actor, now=LATER)


def sound() -> bool:
    assert list(violations(late=NOW)) == []
    return True


@pytest.mark.parametrize("why", ELSEWHERE)
def test_only_finance_pays_it_otherwise_after_looking_and_says_what_it_saw(
    merchant: Person, finance: Person, why: Unrefundable
):
    dispute = refused(merchant, why)
    with nothing_happens(FinanceLooksFirst) as no:
        to_balance(merchant)
    assert (no.value.code, no.value.facts) == ("settlement.finance_looks_first", {})
    with nothing_happens(MessageEmpty):
        to_balance(finance, " ")
    to_balance(finance, WHY)
    assert settle(dispute).state == "settled"
    assert (Wallet.objects.get().cash, money(dispute.order)) == (1000, (1000, 1000, 0))
    assert sound()


@pytest.mark.parametrize("why", sorted(set(Unrefundable) - set(ELSEWHERE)))
def test_whatever_else_keeps_a_payment_house_from_refunding_leaves_the_balance_to_the_merchant(
    merchant: Person, why: Unrefundable
):
    dispute = refused(merchant, why)
    to_balance(merchant)
    assert settle(dispute).state == "settled"
    assert Wallet.objects.get().cash == 1000


@pytest.mark.parametrize("kind", [ExternalKind.CHARGEBACK, ExternalKind.REFUND])
def test_the_late_news_of_what_took_the_money_comes_in_time(merchant: Person, finance: Person, kind: ExternalKind):
    dispute = refused(merchant, Unrefundable.NOTHING_LEFT)
    hear(dispute.order, kind=kind, state=ExternalState.LOST, amount=1000)
    with nothing_happens(FinanceLooksFirst):
        to_balance(merchant)
    leg = Leg.objects.get()
    assert cut_leg(ask=CutLeg(leg_id=leg.id, words=WHY), actor=finance.actor, now=LATER) == 1000
    assert (settle(dispute).state, Wallet.objects.count()) == ("settled", 0)
    assert sound()


def test_a_claim_that_came_and_was_won_still_leaves_it_to_finance(merchant: Person, finance: Person):
    dispute = refused(merchant, Unrefundable.DISPUTED)
    hear(dispute.order, state=ExternalState.WON, amount=1000)
    with nothing_happens(FinanceLooksFirst):
        to_balance(merchant)
    to_balance(finance, WHY)
    assert (settle(dispute).state, Wallet.objects.get().cash) == ("settled", 1000)
