"""The platform offers, the merchant agrees or declines with words."""

from datetime import timedelta

import pytest

from amends.core.access import Role
from amends.core.decisions.award import Outcome
from amends.core.decisions.offering import AmountWithResend
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import (
    AboveCeiling,
    AddressUnverified,
    AmountMissing,
    ChargedUnknown,
    DisputeUnseen,
    PaidElsewhere,
    PaidOutside,
    ResendNotForReason,
    StaleCase,
)
from amends.core.disputes.states import MoveNotAllowed, WrongActor
from amends.records.decisions.models import Decision
from amends.records.disputes.models import Dispute, Message, Offer
from amends.records.invariants.check import violations
from amends.records.ledger.models import Wallet
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Settlement
from amends.usecases.decisions.answer_offer import AnotherOffer, AnswerOffer, answer_offer
from amends.usecases.decisions.offer_settlement import NotAnOffer, OfferSettlement, offer_settlement
from amends.usecases.decisions.preview_offer import preview_offer
from amends.usecases.disputes.write_message import MessageEmpty
from tests.makers.cases import (
    GOODWILL,
    agree,
    line,
    money,
    nothing_happens,
    offer,
    open_case,
    paid_order,
    refunded,
    settle,
)
from tests.makers.incoming import NOW
from tests.makers.people import Person, colleague, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


@pytest.fixture
def order(merchant: Person) -> Order:
    return paid_order(merchant, shipping=101, sent=True)


def answer(
    dispute: Dispute, by: Person, *, to: int = 1, words: str = "", agreed: bool = False, ok: bool = True
) -> None:
    ask = AnswerOffer(dispute=dispute.number, round=to, agree=agreed, words=words, address_verified=ok)
    answer_offer(ask=ask, actor=by.actor, now=NOW)


def test_less_is_offered_agreed_to_and_paid(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, {1: 2})
    offer(dispute, agent, amount=200)
    made = Offer.objects.get()
    assert (made.round, made.outcome, made.amount, made.answer, made.made_by_id, made.expires_at) == (
        1, "refund_wallet", 200, "", agent.user.id, NOW + timedelta(days=7)
    )  # fmt: skip
    assert made.parts == {"goods": 182, "shipping": 18, "tax": 0, "tax_handling": 0}
    dispute.refresh_from_db()
    assert (dispute.state, dispute.due_at, money(order)) == ("offered", made.expires_at, (1101, 0, 0))
    agree(dispute, merchant)
    decision = Decision.objects.get()
    assert (decision.amount, decision.offer_id, decision.decided_by) == (200, made.id, merchant.actor.id)
    assert (money(order), settle(dispute).state, money(order)) == ((1101, 0, 200), "settled", (1101, 200, 0))
    assert (Wallet.objects.get().cash, Offer.objects.get().answer) == (200, "agreed")
    assert list(violations(late=NOW)) == []


def test_declined_with_words_the_case_is_back_in_review_and_a_better_offer_can_follow(
    merchant: Person, agent: Person, order: Order
):
    dispute = open_case(merchant, order)
    offer(dispute, agent, amount=200)
    answer(dispute, merchant, words="That does not even cover the mugs.")
    dispute.refresh_from_db()
    assert (dispute.state, dispute.version, dispute.due_at) == ("under_review", 3, NOW + timedelta(hours=48))
    first = Offer.objects.get()
    assert (first.answer, first.answered_at, first.answer_words) == (
        "declined", NOW, "That does not even cover the mugs."
    )  # fmt: skip
    assert Message.objects.get().body == "That does not even cover the mugs."
    assert (Decision.objects.exists(), Settlement.objects.exists(), money(order)) == (False, False, (1101, 0, 0))
    assert offer(dispute, agent, amount=1101) == 2
    agree(dispute, merchant, to=2)
    assert settle(dispute).state == "settled"
    assert (list(Offer.objects.order_by("round").values_list("answer", flat=True)), money(order)) == (
        ["declined", "agreed"], (1101, 1101, 0)
    )  # fmt: skip


def test_declining_without_words_is_refused(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    offer(dispute, agent, amount=200)
    with nothing_happens(MessageEmpty):
        answer(dispute, merchant, words=" ")


def test_a_resend_is_offered_with_what_will_be_sent(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, {1: 2}, wish=Wish.RESEND)
    ask = OfferSettlement(dispute=dispute.number, outcome=Outcome.RESEND, shipping_method=" Air ")
    made = offer_settlement(ask=ask, actor=agent.actor, now=NOW)
    line_id = str(order.lines.get().id)
    assert (made.amount, made.parts) == (0, {"goods": 0, "shipping": 0, "tax": 0, "tax_handling": 0})
    assert made.resend == {
        "lines": [{"line_id": line_id, "sku": "MUG-01", "name": "Goods MUG-01", "quantity": 2}],
        "recipient": "Zoë STRAẞE",
        "address": order.address,
        "country": "DE",
        "shipping_method": "Air",
    }
    agree(dispute, merchant)
    resend = settle(dispute).resend_order
    assert resend
    assert resend.shipping_method == "Air"


def test_an_amount_beside_a_resend_is_refused_and_not_dropped(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    with nothing_happens(AmountWithResend) as no:
        offer(dispute, agent, Outcome.RESEND, 100)
    assert (no.value.code, no.value.field) == ("decision.amount_with_resend", "amount")


def test_what_was_never_sent_is_not_sent_again_whoever_offers_it(merchant: Person, agent: Person):
    """The merchant may not ask for it either; a reason to depart from the policy is given, and changes nothing."""
    dispute = open_case(merchant, paid_order(merchant))
    ask = OfferSettlement(dispute=dispute.number, outcome=Outcome.RESEND, departing=GOODWILL)
    for verb in (lambda: offer(dispute, agent, Outcome.RESEND), lambda: preview_offer(ask=ask, actor=agent.actor)):
        with nothing_happens(ResendNotForReason) as no:
            verb()
        assert no.value.facts == {"reason": "order_cancellation"}


def test_where_nobody_can_refund_from_here_only_the_balance_is_offered(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    Payment.objects.update(provider="bogus")
    with nothing_happens(PaidElsewhere) as no:
        offer(dispute, agent, Outcome.REFUND_ORIGINAL, 100)
    assert no.value.facts == {"number": order.number, "provider": "bogus"}
    assert offer(dispute, agent, Outcome.REFUND_WALLET, 100) == 1


def test_money_may_be_offered_where_goods_were_asked_for(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, wish=Wish.RESEND)
    offer(dispute, agent, amount=1101)
    agree(dispute, merchant)
    assert settle(dispute).resend_order is None
    assert money(order) == (1101, 1101, 0)


def test_the_answer_is_to_the_offer_on_the_page(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    offer(dispute, agent, amount=200)
    answer(dispute, merchant, words="No.")
    offer(dispute, agent, amount=100)
    for agreed in (True, False):
        with nothing_happens(AnotherOffer) as refused:
            answer(dispute, merchant, to=1, words="Fine.", agreed=agreed)
        dispute.refresh_from_db()
        stands = {"version": dispute.version, "state": "offered", "round": 2}
        assert refused.value.facts == {"number": dispute.number, **stands}


def test_there_is_nothing_to_answer_before_an_offer_or_after_one(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    with nothing_happens(MoveNotAllowed):
        answer(dispute, merchant, agreed=True)
    offer(dispute, agent, amount=200)
    agree(dispute, merchant)
    for agreed in (True, False):
        with nothing_happens(MoveNotAllowed):
            answer(dispute, merchant, agreed=agreed, words="Again.")


def test_an_offer_waits_for_its_answer_before_the_next(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    offer(dispute, agent, amount=200)
    with nothing_happens(MoveNotAllowed):
        offer(dispute, agent, amount=300)


def test_money_that_went_elsewhere_meanwhile_is_not_paid_and_the_offer_still_stands(
    merchant: Person, agent: Person, order: Order
):
    dispute = open_case(merchant, order, {1: 1})
    offer(dispute, agent, amount=366)
    Order.objects.filter(id=order.id).update(external_claimed=1101)
    with nothing_happens(AboveCeiling):
        agree(dispute, merchant)
    assert Offer.objects.get().answer == ""


def test_what_cannot_be_paid_is_not_offered(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, {1: 1})
    for outcome, amount, refusal in (
        (Outcome.REJECT, 0, NotAnOffer),
        (Outcome.REFUND_WALLET, 0, AmountMissing),
        (Outcome.REFUND_WALLET, -1, AmountMissing),
        (Outcome.REFUND_WALLET, 367, AboveCeiling),
        (Outcome.REFUND_ORIGINAL, 10**30, AboveCeiling),
    ):
        with nothing_happens(refusal):
            offer(dispute, agent, outcome, amount)
    with nothing_happens(StaleCase):
        stale = OfferSettlement(dispute=dispute.number, outcome=Outcome.REFUND_WALLET, amount=1, version=9)
        offer_settlement(ask=stale, actor=agent.actor, now=NOW)


def test_an_order_paid_outside_is_offered_no_refund_the_original_way(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant, payments=(), sent=True))
    with nothing_happens(PaidOutside):
        offer(dispute, agent, Outcome.REFUND_ORIGINAL, 100)


def test_without_a_known_charge_no_money_is_offered(merchant: Person, agent: Person):
    order = paid_order(merchant, line(3, None), payments=(), sent=True)
    dispute = open_case(merchant, order, wish=Wish.RESEND)
    with nothing_happens(ChargedUnknown):
        offer(dispute, agent, amount=100)


def test_agreeing_to_the_original_way_needs_a_verified_address(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    offer(dispute, agent, Outcome.REFUND_ORIGINAL, 100)
    with nothing_happens(AddressUnverified):
        answer(dispute, merchant, agreed=True, ok=False)
    answer(dispute, merchant, words="Then not.", ok=False)


def test_only_the_merchants_people_answer_and_only_agents_offer(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    with nothing_happens(WrongActor):
        offer(dispute, merchant, amount=100)
    offer(dispute, agent, amount=100)
    for somebody in (agent, colleague(merchant, Role.VIEWER), colleague(merchant, Role.FINANCE)):
        with nothing_happens(WrongActor):
            answer(dispute, somebody, agreed=True)
    stranger = owner()
    with nothing_happens(DisputeUnseen):
        answer(dispute, stranger, agreed=True)
    answer(dispute, colleague(merchant, Role.AFTER_SALES), agreed=True)


def test_several_offers_over_several_disputes_come_to_the_exact_charge(merchant: Person, agent: Person, order: Order):
    refunded(merchant, agent, order, {1: 1}, amount=365)
    dispute = open_case(merchant, order, {1: 1})
    offer(dispute, agent, amount=367)
    agree(dispute, merchant)
    settle(dispute)
    last = open_case(merchant, order, {1: 1})
    assert (last.asked, money(order)) == (368, (1101, 732, 0))
    with nothing_happens(AboveCeiling):
        offer(last, agent, amount=369)
