"""A claim that took a promised refund is reversed: what was cut for it is owed again, and finance has it paid, once."""

from pathlib import Path

import pytest
from django.db.models import F

from amends.core.access import Forbidden, Role
from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalState
from amends.core.orders.claimable import ClaimedElsewhere
from amends.core.settlements.replacing import NothingCut, StillTaken
from amends.records.decisions.models import Award
from amends.records.disputes.case_file_thread import trail_of
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Wallet
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Leg, Settlement
from amends.records.settlements.queries import settlements_owed_again
from amends.usecases.disputes.write_message import MessageEmpty
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.unmatch_claim import UnmatchClaim, unmatch_claim
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.restore_leg import RestoreLeg, restore_leg
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
WORDS = "Won on the 28th."
S = ExternalState


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def promised(merchant: Person, wish: Wish = Wish.REFUND_WALLET) -> Dispute:
    """A refund of a whole order of two lines, 10.00 and 5.00, approved as asked."""
    order = paid_order(merchant, line(2, 1000), line(1, 500, sku="LAMP-7"), sent=True)
    dispute = open_case(merchant, order, {1: 2, 2: 1}, wish=wish)
    approve(dispute, staff())
    return dispute


def lost_and_cut(dispute: Dispute, finance: Person, amount: int, folder: Path) -> str:
    """A claim took `amount` of it, finance cut that, and the rest was paid; the claim's name."""
    claim = hear(dispute.order, state=S.LOST, amount=amount)
    settle(dispute, bank_of(folder))
    cut(Leg.objects.get(), finance)
    assert settle(dispute, bank_of(folder)).state == "settled"
    return claim.ref


def cut(leg: Leg, by: Person) -> None:
    cut_leg(ask=CutLeg(leg_id=leg.id, words="Lost there."), actor=by.actor, now=LATER)


def restore(leg: Leg, by: Person, words: str = WORDS) -> int:
    return restore_leg(ask=RestoreLeg(leg_id=leg.id, words=words), actor=by.actor, now=LATER)


def freed() -> int:
    return Outbox.objects.filter(code="settlement.freed").count()


def owed_again() -> list[str]:
    return [row.dispute for row in settlements_owed_again(most=9)]


def sound() -> bool:
    assert list(violations(late=NOW)) == []
    return True


@pytest.mark.parametrize("wish", [Wish.REFUND_WALLET, Wish.REFUND_ORIGINAL])
@pytest.mark.parametrize("amount", [400, 1500])
def test_the_claim_is_won_and_what_was_cut_is_paid_as_it_was_promised_once(
    merchant: Person, finance: Person, tmp_path: Path, wish: Wish, amount: int
):
    dispute = promised(merchant, wish)
    ref = lost_and_cut(dispute, finance, amount, tmp_path)
    assert (freed(), owed_again()) == (0, [])
    hear(dispute.order, ref=ref, state=S.WON, amount=amount, told_at=LATER)
    assert (freed(), owed_again()) == (1, [dispute.number])
    first = Leg.objects.get(number=1)
    assert (first.state, first.taken_elsewhere) == ("closed", amount)
    assert restore(first, finance) == amount
    new = Leg.objects.latest("number")
    assert (new.state, new.amount, new.method, new.payment_id, new.replaces_id) == (
        "planned",
        amount,
        first.method,
        first.payment_id,
        None,
    )
    settlement = Settlement.objects.get()
    assert (settlement.taken_elsewhere, settlement.finished_at, settlement.reopened_at) == (0, None, LATER)
    assert (money(dispute.order), owed_again()) == ((1500, 0, 1500), [])
    assert list(Award.objects.values_list("taken_elsewhere", flat=True)) == [0, 0]
    assert sound()
    with nothing_happens(NothingCut):
        restore(first, finance)
    assert settle(dispute, bank_of(tmp_path)).state == "settled"
    assert money(dispute.order) == (1500, 1500, 0)
    cash, paid = Wallet.objects.values_list("cash", flat=True).first(), Payment.objects.get()
    assert (cash, paid.refunded, paid.reserved) == ((1500, 0, 0) if wish is Wish.REFUND_WALLET else (None, 1500, 0))
    assert [(one.refunded, one.reserved, one.resolved) for one in dispute.order.lines.order_by("position")] == [
        (1000, 0, 2),
        (500, 0, 1),
    ]
    (told,) = (one for one in trail_of(dispute.id).entries if one.code == "settlement.leg_restored")
    assert (told.before["taken"], told.after["taken"], told.after["amount"], told.why) == (amount, 0, amount, WORDS)
    assert Outbox.objects.filter(code="settlement.leg_restored").count() == 1
    assert sound()


def test_a_claim_that_was_matched_by_mistake_gives_it_back_too(merchant: Person, finance: Person, tmp_path: Path):
    dispute = promised(merchant)
    claim = hear(None, state=S.LOST, amount=1500)
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=dispute.order_id), actor=finance.actor, now=NOW)
    settle(dispute)
    cut(Leg.objects.get(), finance)
    unmatch_claim(ask=UnmatchClaim(claim_id=claim.id, words="Another order's."), actor=finance.actor, now=LATER)
    assert freed() == 1
    assert restore(Leg.objects.get(), finance) == 1500
    assert (settle(dispute).state, Wallet.objects.get().cash) == ("settled", 1500)
    assert sound()


def test_no_more_is_paid_than_came_back(merchant: Person, finance: Person, tmp_path: Path):
    dispute = promised(merchant)
    ref = lost_and_cut(dispute, finance, 1000, tmp_path)
    leg = Leg.objects.get(number=1)
    with nothing_happens(StillTaken):
        restore(leg, finance)
    hear(dispute.order, ref=ref, state=S.LOST, amount=700, told_at=LATER)
    assert restore(leg, finance) == 300
    assert settle(dispute).state == "settled"
    leg.refresh_from_db()
    assert (Wallet.objects.get().cash, leg.taken_elsewhere, Settlement.objects.get().taken_elsewhere) == (800, 700, 700)
    assert sound()
    with nothing_happens(StillTaken):
        restore(leg, finance)


def test_while_another_claim_holds_money_nothing_is_paid_and_nobody_is_told(
    merchant: Person, finance: Person, tmp_path: Path
):
    dispute = promised(merchant)
    ref = lost_and_cut(dispute, finance, 1500, tmp_path)
    other = hear(dispute.order, amount=100)
    hear(dispute.order, ref=ref, state=S.WON, amount=1500, told_at=LATER)
    assert (freed(), owed_again()) == (0, [])
    leg = Leg.objects.get()
    with nothing_happens(ClaimedElsewhere):
        restore(leg, finance)
    hear(dispute.order, ref=other.ref, state=S.LOST, amount=100, told_at=LATER)
    assert (freed(), owed_again()) == (1, [dispute.number])
    assert restore(leg, finance) == 1400


def test_who_may_and_that_it_takes_words(merchant: Person, finance: Person, tmp_path: Path):
    dispute = promised(merchant)
    ref = lost_and_cut(dispute, finance, 1500, tmp_path)
    hear(dispute.order, ref=ref, state=S.WON, amount=1500, told_at=LATER)
    leg, agent = Leg.objects.get(), staff()
    for by in (merchant, agent):
        with nothing_happens(Forbidden):
            restore(leg, by)
    with nothing_happens(MessageEmpty):
        restore(leg, finance, " ")


def test_what_was_bonus_comes_back_as_bonus(merchant: Person, finance: Person):
    topped_up(merchant, 50_000)
    order = unpaid_order(merchant)
    pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=merchant.actor, now=NOW)
    dispute = open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    claim = hear(None, state=S.LOST, amount=1000)
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=order.id), actor=finance.actor, now=NOW)
    settle(dispute)
    cash, bonus = Leg.objects.order_by("-provider")
    for leg in (cash, bonus):
        cut(leg, finance)
    unmatch_claim(ask=UnmatchClaim(claim_id=claim.id, words="Another order's."), actor=finance.actor, now=LATER)
    assert (restore(bonus, finance), sound()) == (500, True)
    assert (settle(dispute).state, parts(merchant)) == ("settled", (49_500, 500, 0))
    assert (restore(cash, finance), settle(dispute).state, parts(merchant)) == (500, "settled", (50_000, 500, 0))
    assert Payment.objects.filter(refunded=F("amount"), reserved=0).count() == 2
    assert sound()


def test_finance_hears_too_of_a_refund_that_failed_for_the_claim(merchant: Person, finance: Person):
    dispute = promised(merchant)
    claim = hear(dispute.order, state=S.LOST, amount=1500)
    settle(dispute)
    untouched = paid_order(merchant, sent=True)
    hear(untouched, ref="dp_x", state=S.LOST)
    hear(untouched, ref="dp_x", state=S.WON, told_at=LATER)
    assert freed() == 0
    hear(dispute.order, ref=claim.ref, state=S.WON, amount=1500, told_at=LATER)
    told = Outbox.objects.get(code="settlement.freed")
    assert (told.dispute_id, Order.objects.get(id=told.order_id).number) == (dispute.id, dispute.order.number)
