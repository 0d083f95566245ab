"""Money reaches the wallet or the original payment, once, and the books say so to the cent."""

from datetime import timedelta
from uuid import UUID

import pytest

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Reason, Wish
from amends.core.disputes.refusals import AboveCeiling
from amends.core.orders.kinds import Stage
from amends.core.policies.enforce import PolicyRefuses
from amends.core.settlements.legs import LegMoveNotAllowed, LegState
from amends.records.disputes.models import Dispute
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Posting, Wallet
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg
from amends.records.settlements.take import LegUnseen
from amends.records.trail.models import TrailEntry
from amends.usecases.settlements.pay_wallet_leg import pay_wallet_leg
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.settlements.send_resend_leg import send_resend_leg
from tests.makers.cases import (
    LATER,
    agree,
    approve,
    bank_of,
    line,
    money,
    nothing_happens,
    offer,
    open_case,
    paid_order,
    refunded,
    rows,
    settle,
)
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def codes(dispute: Dispute) -> list[str]:
    """What the dispute's trail tells of."""
    return list(TrailEntry.objects.filter(subject_id=dispute.id).order_by("number").values_list("code", flat=True))


def test_the_buyers_parcel_never_came_and_the_wallet_is_paid(merchant: Person, agent: Person):
    order = paid_order(merchant, shipping=101, sent=True)
    dispute = refunded(merchant, agent, order, {1: 2})
    assert (dispute.state, dispute.version, dispute.closed_at, dispute.due_at) == ("settled", 4, LATER, None)
    assert (money(order), money(order.lines.get())) == ((1101, 733, 0), (1101, 733, 0))
    assert (order.payment_state, order.open_disputes, order.stage) == ("partly_refunded", 0, "dispatched")
    mugs = order.lines.get()
    assert (mugs.claimed, mugs.resolved, mugs.closed, mugs.open_dispute_id) == (0, 2, 0, None)
    wallet = Wallet.objects.get()
    assert (wallet.account_id, wallet.currency, wallet.cash, wallet.bonus, wallet.frozen) == (
        merchant.account_id, "USD", 733, 0, 0
    )  # fmt: skip
    leg, entry, posting = Leg.objects.get(), Entry.objects.get(), Posting.objects.get()
    assert (leg.method, leg.amount, leg.state, leg.number) == ("wallet", 733, "succeeded", 1)
    assert (entry.kind, entry.key, entry.order_id, entry.dispute_id) == ("refund", str(leg.id), order.id, dispute.id)
    assert (posting.source.kind, posting.destination.kind, posting.amount, posting.currency, posting.wallet_after) == (
        "after_sales", "wallet_cash", 733, "USD", 733
    )  # fmt: skip
    assert codes(dispute) == [
        "dispute.opened",
        "dispute.approved",
        "dispute.settling_begun",
        "settlement.leg_recorded",
        "dispute.settled",
    ]
    assert sound()


def test_settling_again_and_again_pays_once(merchant: Person, agent: Person):
    dispute = refunded(merchant, agent, paid_order(merchant))
    before = rows()
    assert settle(dispute).state == "settled"
    assert pay_wallet_leg(leg_id=Leg.objects.get().id, now=LATER) is False
    assert rows() == before


def test_the_refund_goes_back_to_the_card_it_came_from(merchant: Person, agent: Person, tmp_path):
    order = paid_order(merchant, sent=True)
    dispute = open_case(merchant, order, {1: 1}, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    payment = order.payments.get()
    assert (payment.refunded, payment.reserved, money(order)) == (0, 333, (1000, 0, 333))
    bank = bank_of(tmp_path)
    assert settle(dispute, bank).state == "settled"
    leg = Leg.objects.get()
    payment.refresh_from_db()
    assert (payment.refunded, payment.reserved, money(order)) == (333, 0, (1000, 333, 0))
    assert bank.refunds(payment.provider_ref) == [(str(leg.id), 333)]
    assert (leg.state, leg.provider_ref, leg.calls) == ("succeeded", f"sbr_{leg.id.hex[:24]}", 1)
    posting = Posting.objects.get()
    assert (posting.source.kind, posting.destination.kind, posting.destination.detail, posting.wallet_id) == (
        "after_sales", "clearing", "sandbox", None
    )  # fmt: skip
    assert not Wallet.objects.exists()
    assert codes(dispute)[2:] == [
        "dispute.settling_begun",
        "settlement.leg_begun",
        "settlement.leg_recorded",
        "dispute.settled",
    ]
    assert sound()


def test_an_order_paid_in_two_payments_is_refunded_in_two_legs(merchant: Person, agent: Person, tmp_path):
    order = paid_order(merchant, payments=(600, 400))
    dispute = open_case(merchant, order, amount=700, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    bank = bank_of(tmp_path)
    assert settle(dispute, bank).state == "settled"
    assert [
        (one.refunded, one.reserved, [amount for _, amount in bank.refunds(one.provider_ref)])
        for one in order.payments.order_by("id")
    ] == [(600, 0, [600]), (100, 0, [100])]
    assert Entry.objects.count() == 2
    assert sound()


def test_three_mugs_in_three_disputes_come_to_the_exact_charge(merchant: Person, agent: Person):
    order = paid_order(merchant, shipping=101, tax=50, tax_handling=3, sent=True)
    paid = [refunded(merchant, agent, order, {1: 1}).asked for _ in range(3)]
    assert (paid, sum(paid), order.charged) == ([383, 385, 386], 1154, 1154)
    assert (money(order), order.payment_state) == ((1154, 1154, 0), "refunded")
    assert Wallet.objects.get().cash == 1154
    assert sound()


def test_what_is_left_of_a_part_refund_is_not_lost_for_the_other_mugs(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    refunded(merchant, agent, order, {1: 1}, amount=100)
    assert open_case(merchant, order, {1: 2}).asked == 667
    assert money(order) == (1000, 100, 0)


@pytest.mark.parametrize(("currency", "first", "rest"), [("JPY", 333, 667), ("KWD", 333, 667)])
def test_yen_and_dinars_are_whole_minor_units_too(
    merchant: Person, agent: Person, currency: str, first: int, rest: int
):
    order = paid_order(merchant, currency=currency, sent=True)
    assert refunded(merchant, agent, order, {1: 1}).asked == first
    assert refunded(merchant, agent, order, {1: 2}).asked == rest
    assert list(Wallet.objects.values_list("currency", "cash")) == [(currency, 1000)]
    assert sound()


def test_each_currency_has_a_wallet_of_its_own(merchant: Person, agent: Person):
    refunded(merchant, agent, paid_order(merchant, currency="JPY"))
    refunded(merchant, agent, paid_order(merchant, line(1, 50)))
    assert list(Wallet.objects.order_by("currency").values_list("currency", "cash")) == [("JPY", 1000), ("USD", 50)]
    assert sound()


def test_one_order_may_have_two_open_disputes_and_is_held_until_both_end(merchant: Person, agent: Person):
    order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"), sent=True)
    first, second = open_case(merchant, order, {1: 3}), open_case(merchant, order, {2: 1})
    approve(first, agent)
    settle(first)
    order.refresh_from_db()
    assert (order.open_disputes, order.lines.get(position=2).open_dispute_id) == (1, second.id)
    approve(second, agent)
    settle(second)
    order.refresh_from_db()
    assert (order.open_disputes, order.refunded, order.payment_state) == (0, 1500, "refunded")
    assert sound()


def test_the_merchant_changes_their_mind_before_anything_was_sent_and_only_those_mugs_are_closed(
    merchant: Person, agent: Person
):
    order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"))
    refunded(merchant, agent, order, {1: 2})
    order.refresh_from_db()
    assert (order.stage, order.open_disputes, order.closed_at) == ("pending", 0, None)
    assert list(order.lines.order_by("position").values_list("quantity", "resolved", "closed")) == [
        (3, 2, 2),
        (1, 0, 0),
    ]
    told = TrailEntry.objects.filter(subject_id=order.id).order_by("number").values_list("code", flat=True)
    assert list(told) == ["order.taken_in", "order.lines_closed"]
    assert sound()


def test_when_the_last_mug_is_cancelled_the_order_closes(merchant: Person, agent: Person):
    order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"))
    refunded(merchant, agent, order, {1: 3})
    last = open_case(merchant, order, {2: 1})
    approve(last, agent)
    settle(last)
    order.refresh_from_db()
    assert (order.stage, order.closed_at, order.payment_state, order.open_disputes) == ("closed", LATER, "refunded", 0)
    told = TrailEntry.objects.filter(subject_id=order.id).order_by("number").values_list("code", flat=True)
    assert list(told) == ["order.taken_in", "order.lines_closed", "order.lines_closed", "order.closed"]
    assert Outbox.objects.filter(code="order.closed", order_id=order.id).count() == 1
    assert sound()


def test_an_order_whose_other_line_is_still_argued_about_stays_open(merchant: Person, agent: Person):
    order = paid_order(merchant, line(1, 1000), line(1, 500, sku="LAMP-7"))
    first, second = open_case(merchant, order, {1: 1}), open_case(merchant, order, {2: 1})
    approve(first, agent)
    settle(first)
    order.refresh_from_db()
    assert (order.stage, order.open_disputes) == ("pending", 1)
    approve(second, agent)
    settle(second)
    order.refresh_from_db()
    assert (order.stage, order.open_disputes) == ("closed", 0)
    assert sound()


def test_money_back_for_a_late_parcel_closes_nothing(merchant: Person, agent: Person):
    order = paid_order(merchant)
    refunded(merchant, agent, order, {1: 3}, reason=Reason.DELAYED, amount=100)
    order.refresh_from_db()
    assert (order.stage, order.lines.get().closed) == (Stage.PENDING, 0)


def test_a_payment_houses_claim_on_the_same_money_blocks_ours(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    waiting = open_case(merchant, order, {1: 1})
    Order.objects.filter(id=order.id).update(external_claimed=2000)
    with nothing_happens(AboveCeiling) as refused:
        approve(waiting, agent)
    assert refused.value.facts == {"asked": 333, "ceiling": 0, "currency": "USD"}
    with nothing_happens(AboveCeiling):
        offer(waiting, agent, Outcome.REFUND_WALLET, 1)
    offer(waiting, agent, Outcome.RESEND)
    agree(waiting, merchant)
    assert settle(waiting).state == "settled"


def test_a_new_dispute_gets_no_money_that_a_payment_house_holds(merchant: Person):
    order = paid_order(merchant, sent=True)
    Order.objects.filter(id=order.id).update(external_claimed=1)
    with nothing_happens(PolicyRefuses) as refused:
        open_case(merchant, order)
    assert refused.value.facts["clause"] == "claimed-elsewhere"


def test_a_leg_that_nobody_planned_is_unseen():
    for verb in (pay_wallet_leg, send_resend_leg):
        with nothing_happens(LegUnseen):
            verb(leg_id=UUID(int=1), now=NOW)
    with nothing_happens(LegUnseen):
        record_leg(ask=RecordLeg(leg_id=new_id(), state=LegState.SUCCEEDED), now=NOW)


@pytest.mark.parametrize("state", [LegState.SUCCEEDED, LegState.FAILED, LegState.UNKNOWN])
@pytest.mark.parametrize("wish", [Wish.REFUND_WALLET, Wish.REFUND_ORIGINAL])
def test_news_of_a_leg_that_was_never_begun_is_refused(merchant: Person, agent: Person, wish: Wish, state: LegState):
    dispute = open_case(merchant, paid_order(merchant), wish=wish)
    approve(dispute, agent)
    with nothing_happens(LegMoveNotAllowed) as refused:
        record_leg(ask=RecordLeg(leg_id=Leg.objects.get().id, state=state), now=NOW)
    assert refused.value.facts == {"state": "planned", "target": state.value}


def test_a_leg_is_carried_out_by_its_own_method_only(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    before = rows()
    for verb in (pay_wallet_leg, send_resend_leg):
        with pytest.raises(AssertionError):
            verb(leg_id=Leg.objects.get().id, now=NOW)
    assert rows() == before


def test_the_process_tells_how_long_settling_may_take(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant))
    approve(dispute, agent)
    dispute.refresh_from_db()
    assert (dispute.state, dispute.due_at) == ("agreed", NOW + timedelta(hours=1))
