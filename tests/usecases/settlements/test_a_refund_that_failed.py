"""A refund that cannot be made, or comes back days later: nothing is lost, and the balance takes its place, once."""

from pathlib import Path

import pytest

from amends.core.access import Forbidden, Role
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.settlements.legs import LegState, Method, Unrefundable
from amends.core.settlements.replacing import LegNotFailed, LegNotUnknown, NoOtherWay
from amends.doors.jobs.settle import settle_dispute
from amends.gateways.payments.misbehaving import REFUSED, TIMEOUT_AFTER, TIMEOUT_BEFORE, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown, PaymentGateway
from amends.gateways.payments.registry import UnknownProvider
from amends.gateways.payments.sandbox import SandboxGateway
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Posting, Wallet
from amends.records.notices.models import Outbox
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg, Settlement
from amends.records.settlements.queries import SettlementTab, read_settlements
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.write_message import MessageEmpty
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome
from tests.makers.cases import LATER, approve, bank_of, money, nothing_happens, open_case, paid_order, rows, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
WHY = "The card was closed; agreed by telephone."


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


@pytest.fixture
def bank(tmp_path: Path) -> SandboxGateway:
    return bank_of(tmp_path)


@pytest.fixture
def dispute(merchant: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    return dispute


@pytest.fixture
def refused(dispute: Dispute, bank: SandboxGateway) -> Leg:
    settle(dispute, MisbehavingGateway(bank, [REFUSED]))
    return Leg.objects.get()


def came_back(leg: Leg) -> bool:
    """The provider tells that a refund failed after all."""
    ask = RecordLeg(leg_id=leg.id, state=LegState.FAILED, failure="account closed")
    return record_leg(ask=ask, now=LATER)


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def test_a_payment_too_old_to_be_refunded_is_taken_into_the_balance(
    refused: Leg, merchant: Person, bank: SandboxGateway
):
    assert (refused.state, refused.failed_for) == ("failed", Unrefundable.OTHER)
    new_id = replace_leg(ask=ReplaceLeg(leg_id=refused.id, to=Method.WALLET), actor=merchant.actor, now=LATER)
    old, new = Leg.objects.order_by("number")
    assert (old.state, new.id, new.state, new.replaces_id, new.number) == ("closed", new_id, "planned", old.id, 2)
    assert (new.method, new.amount, new.payment_id, new.provider) == ("wallet", 1000, None, "")
    assert (Payment.objects.get().reserved, Outbox.objects.filter(code="settlement.leg_replaced").count()) == (0, 1)
    assert sound()
    dispute = settle(refused.settlement.dispute, bank)
    assert (dispute.state, Wallet.objects.get().cash, bank.refunds(Payment.objects.get().provider_ref)) == (
        "settled",
        1000,
        [],
    )
    assert (money(dispute.order), dispute.order.open_disputes) == ((1000, 1000, 0), 0)
    assert sound()


def nowhere(provider: str) -> PaymentGateway:
    """The payment house is not set up here any more."""
    raise UnknownProvider(provider)


def test_where_no_payment_house_is_set_up_any_more_it_fails_uncalled(
    dispute: Dispute, merchant: Person, bank: SandboxGateway
):
    settle_dispute(dispute_id=dispute.id, clock=lambda: LATER, gateway=nowhere)
    leg = Leg.objects.get()
    assert (leg.state, leg.failed_for, leg.failure) == ("failed", "not_here", "sandbox is not set up here")
    assert Outbox.objects.filter(code="settlement.leg_failed").count() == 1
    (stuck,), _ = read_settlements(tab=SettlementTab.STUCK, now=LATER, size=9)
    assert stuck.dispute == dispute.number
    settle_dispute(dispute_id=dispute.id, clock=lambda: LATER, gateway=nowhere)
    assert Leg.objects.get().calls == 1
    replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET), actor=merchant.actor, now=LATER)
    dispute = settle(dispute, bank)
    assert (dispute.state, Wallet.objects.get().cash, money(dispute.order)) == ("settled", 1000, (1000, 1000, 0))
    assert sound()


def test_what_a_payment_house_was_told_before_it_was_removed_is_not_paid_again(
    dispute: Dispute, merchant: Person, bank: SandboxGateway
):
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank, [TIMEOUT_AFTER]))
    with pytest.raises(OutcomeUnknown, match="sandbox is not set up here any more"):
        settle_dispute(dispute_id=dispute.id, clock=lambda: LATER, gateway=nowhere)
    leg = Leg.objects.get()
    assert (leg.state, leg.failure) == ("unknown", "sandbox is not set up here any more")
    with nothing_happens(LegNotFailed):
        replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET), actor=merchant.actor, now=LATER)


def test_two_clicks_replace_it_once(refused: Leg, merchant: Person, finance: Person):
    replace_leg(ask=ReplaceLeg(leg_id=refused.id, to=Method.WALLET), actor=merchant.actor, now=LATER)
    with nothing_happens(LegNotFailed) as no:
        ask = ReplaceLeg(leg_id=refused.id, to=Method.ORIGINAL, words=WHY)
        replace_leg(ask=ask, actor=finance.actor, now=LATER)
    assert no.value.facts == {"state": "closed"}


def test_finance_tries_the_original_way_again_under_a_new_key_and_says_why(
    refused: Leg, finance: Person, bank: SandboxGateway
):
    ask = ReplaceLeg(leg_id=refused.id, to=Method.ORIGINAL, words=WHY)
    new_id = replace_leg(ask=ask, actor=finance.actor, now=LATER)
    told = TrailEntry.objects.filter(code="settlement.leg_replaced").get()
    assert told.personal["why"]["value"] == WHY
    assert Payment.objects.get().reserved == 1000
    dispute = settle(refused.settlement.dispute, bank)
    assert (dispute.state, bank.refunds(Payment.objects.get().provider_ref)) == ("settled", [(str(new_id), 1000)])
    assert sound()


def test_who_may_not_and_what_cannot_take_its_place(refused: Leg, merchant: Person, finance: Person):
    def no(refusal: type, actor: Person, to: Method, words: str = WHY) -> None:
        with nothing_happens(refusal):
            replace_leg(ask=ReplaceLeg(leg_id=refused.id, to=to, words=words), actor=actor.actor, now=LATER)

    stranger, agent = owner(), staff()
    no(DisputeUnseen, stranger, Method.WALLET)
    no(Forbidden, agent, Method.WALLET)
    no(NoOtherWay, merchant, Method.ORIGINAL)
    no(NoOtherWay, finance, Method.RESEND)
    no(MessageEmpty, finance, Method.WALLET, "  ")


def test_a_refund_that_comes_back_is_reversed_and_its_settlement_is_open_again(dispute: Dispute, bank: SandboxGateway):
    settle(dispute, bank)
    leg = Leg.objects.get()
    assert came_back(leg) is True
    assert came_back(leg) is False
    leg.refresh_from_db()
    first, second = Entry.objects.order_by("id")
    assert (first.kind, second.kind, second.reverses_id, second.key) == (
        "refund",
        "refund_returned",
        first.id,
        first.key,
    )
    out, back = Posting.objects.order_by("id")
    assert (out.source_id, out.destination_id, out.amount) == (back.destination_id, back.source_id, back.amount)
    settlement = Settlement.objects.get()
    assert (leg.state, leg.failure, settlement.finished_at, settlement.reopened_at) == (
        "failed",
        "account closed",
        None,
        LATER,
    )
    dispute.refresh_from_db()
    order = dispute.order
    assert (dispute.state, money(order), money(order.lines.get())) == ("settled", (1000, 0, 1000), (1000, 0, 1000))
    assert (order.payment_state, order.open_disputes, order.lines.get().resolved) == ("paid", 0, 3)
    assert (Payment.objects.get().refunded, Payment.objects.get().reserved) == (0, 1000)
    assert Outbox.objects.filter(code="settlement.leg_failed").count() == 1
    assert sound()


def test_what_came_back_reaches_the_balance_instead(dispute: Dispute, merchant: Person, bank: SandboxGateway):
    settle(dispute, bank)
    came_back(Leg.objects.get())
    replace_leg(ask=ReplaceLeg(leg_id=Leg.objects.get().id, to=Method.WALLET), actor=merchant.actor, now=LATER)
    assert settle(dispute, bank).state == "settled"
    order = dispute.order
    assert (money(order), money(order.lines.get())) == ((1000, 1000, 0), (1000, 1000, 0))
    assert (order.payment_state, Wallet.objects.get().cash, Settlement.objects.get().finished_at) == (
        "refunded",
        1000,
        LATER,
    )
    assert TrailEntry.objects.filter(subject_id=dispute.id, code="dispute.settled").count() == 1
    assert sound()


@pytest.mark.parametrize("late", [LegState.PENDING, LegState.UNKNOWN, LegState.SUCCEEDED])
def test_old_news_of_a_refund_that_succeeded_and_came_back_changes_nothing(
    dispute: Dispute, merchant: Person, bank: SandboxGateway, late: LegState
):
    """Another refund of the same leg, or one of a leg that never succeeded, is no old news: test_paid_after_all."""
    settle(dispute, bank)
    leg = Leg.objects.get()

    def nothing_new() -> bool:
        before, news = rows(), RecordLeg(leg_id=leg.id, state=late, provider_ref=leg.provider_ref)
        return not record_leg(ask=news, now=LATER) and rows() == before

    assert nothing_new()
    came_back(leg)
    assert nothing_new()
    replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET), actor=merchant.actor, now=LATER)
    assert nothing_new()
    assert settle(dispute, bank).state == "settled"
    assert nothing_new()
    assert Wallet.objects.get().cash == 1000
    assert sound()


def test_a_refund_may_be_pending_for_days(dispute: Dispute, bank: SandboxGateway):
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank, [TIMEOUT_BEFORE]))
    leg = Leg.objects.get()
    for _ in range(2):
        record_leg(ask=RecordLeg(leg_id=leg.id, state=LegState.PENDING, provider_ref="re_1"), now=LATER)
    leg.refresh_from_db()
    assert (leg.state, leg.provider_ref, Entry.objects.count()) == ("pending", "re_1", 0)
    assert TrailEntry.objects.filter(code="settlement.leg_recorded").count() == 2
    record_leg(ask=RecordLeg(leg_id=leg.id, state=LegState.SUCCEEDED), now=LATER)
    leg.refresh_from_db()
    dispute.refresh_from_db()
    assert (leg.state, leg.provider_ref, dispute.state, Entry.objects.count()) == ("succeeded", "re_1", "settled", 1)
    assert sound()


@pytest.mark.parametrize("paid", [True, False])
def test_a_person_tells_an_outcome_that_nobody_can_find_out(
    dispute: Dispute, finance: Person, bank: SandboxGateway, paid: bool
):
    came_to = ("succeeded", "settled", 1) if paid else ("failed", "settling", 0)
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank, [TIMEOUT_AFTER]))
    leg = Leg.objects.get()
    ask = TellOutcome(leg_id=leg.id, paid=paid, words="Seen in the house's own list.", provider_ref=" sbr_7 ")
    agent = staff()
    with nothing_happens(Forbidden):
        tell_outcome(ask=ask, actor=agent.actor, now=LATER)
    tell_outcome(ask=ask, actor=finance.actor, now=LATER)
    leg.refresh_from_db()
    dispute.refresh_from_db()
    assert (leg.state, dispute.state, Entry.objects.count()) == came_to
    assert leg.provider_ref == ("sbr_7" if paid else "")
    assert sound()
    with nothing_happens(LegNotUnknown):
        tell_outcome(ask=ask, actor=finance.actor, now=LATER)
