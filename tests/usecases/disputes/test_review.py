"""The case is reviewed: more evidence is asked for and sent, or the merchant thinks better of it."""

import json
from datetime import timedelta

import pytest

from amends.core.access import Forbidden, Role
from amends.core.decisions.award import Outcome
from amends.core.disputes.refusals import DisputeUnseen, MessageTooLong, OrderUnseen, StaleCase
from amends.core.disputes.states import MoveNotAllowed, WrongActor
from amends.records.disputes.models import Claim, Dispute, Message, Offer
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.assign_dispute import AssignDispute, NotAnAgent, assign_dispute
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from amends.usecases.disputes.submit_evidence import NothingSubmitted, SubmitEvidence, submit_evidence
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import MessageEmpty, WriteMessage, write_message
from tests.makers.cases import agree, approve, line, nothing_happens, offer, open_case, paid_order, settle
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
def dispute(merchant: Person) -> Dispute:
    return open_case(merchant, paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"), sent=True), {1: 2})


def ask_for_more(dispute: Dispute, agent: Person, words: str = "Show the label, please.") -> None:
    request_evidence(ask=RequestEvidence(dispute=dispute.number, words=words), actor=agent.actor, now=NOW)
    dispute.refresh_from_db()


def last(dispute: Dispute) -> tuple[str, int]:
    """The dispute's last trail entry: code and number."""
    entry = TrailEntry.objects.filter(subject_id=dispute.id).latest("number")
    return entry.code, entry.number


def test_the_agent_asks_for_the_label(dispute: Dispute, agent: Person):
    ask_for_more(dispute, agent)
    assert (dispute.state, dispute.version, dispute.due_at) == ("evidence_requested", 2, NOW + timedelta(days=7))
    assert last(dispute) == ("dispute.evidence_requested", 2)
    message = Message.objects.get(dispute=dispute)
    assert (message.body, message.side, message.author_id) == ("Show the label, please.", "staff", agent.actor.id)
    assert sorted(message.audience) == ["agents", "merchant"]
    assert Outbox.objects.filter(code="dispute.evidence_requested", dispute_id=dispute.id).count() == 1


def test_the_merchant_answers_in_words_and_the_case_is_back_in_review(
    dispute: Dispute, merchant: Person, agent: Person
):
    ask_for_more(dispute, agent)
    submit_evidence(ask=SubmitEvidence(dispute=dispute.number, words=" There is none. "), actor=merchant.actor, now=NOW)
    dispute.refresh_from_db()
    assert (dispute.state, dispute.version, dispute.due_at) == ("under_review", 3, NOW + timedelta(hours=48))
    assert last(dispute) == ("dispute.evidence_submitted", 3)
    assert Message.objects.filter(dispute=dispute, side="merchant").get().body == "There is none."


def test_sending_nothing_is_refused(dispute: Dispute, merchant: Person, agent: Person):
    ask_for_more(dispute, agent)
    with nothing_happens(NothingSubmitted):
        submit_evidence(ask=SubmitEvidence(dispute=dispute.number, words="  "), actor=merchant.actor, now=NOW)


@pytest.mark.parametrize(("words", "refusal"), [(" ", MessageEmpty), ("x" * 4001, MessageTooLong)])
def test_asking_without_words_or_with_too_many_is_refused(dispute: Dispute, agent: Person, words: str, refusal: type):
    with nothing_happens(refusal):
        request_evidence(ask=RequestEvidence(dispute=dispute.number, words=words), actor=agent.actor, now=NOW)


def test_the_merchant_changes_their_mind_and_the_order_goes_on(dispute: Dispute, merchant: Person):
    withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number, version=1), actor=merchant.actor, now=NOW)
    dispute.refresh_from_db()
    assert (dispute.state, dispute.version, dispute.due_at, dispute.closed_at) == ("withdrawn", 2, None, NOW)
    assert (dispute.order.open_disputes, dispute.order.refunded) == (0, 0)
    mugs = dispute.order.lines.get(position=1)
    assert (mugs.claimed, mugs.resolved, mugs.open_dispute_id) == (0, 0, None)
    assert Claim.objects.get().open is False
    assert last(dispute) == ("dispute.withdrawn", 2)
    assert Outbox.objects.filter(code="dispute.withdrawn").count() == 1
    assert list(violations(late=NOW)) == []


def test_withdrawing_answers_the_offer_that_waits(dispute: Dispute, merchant: Person, agent: Person):
    offer(dispute, agent, amount=100)
    withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)
    assert Offer.objects.values_list("answer", "answered_at").get() == ("withdrawn", NOW)


def test_what_is_agreed_cannot_be_withdrawn(dispute: Dispute, merchant: Person, agent: Person):
    approve(dispute, agent)
    with nothing_happens(MoveNotAllowed) as refused:
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)
    assert refused.value.facts == {"number": dispute.number, "state": "agreed", "move": "withdraw"}
    settle(dispute)
    with nothing_happens(MoveNotAllowed):
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)


def test_a_page_that_shows_an_earlier_state_is_stale(dispute: Dispute, merchant: Person, agent: Person):
    ask_for_more(dispute, agent)
    with nothing_happens(StaleCase) as refused:
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number, version=1), actor=merchant.actor, now=NOW)
    assert refused.value.facts == {"number": dispute.number, "version": 2, "state": "evidence_requested"}
    assert str(refused.value).endswith("changed since you looked at it: it is in the state “Evidence requested” now.")
    with nothing_happens(StaleCase):
        request_evidence(
            ask=RequestEvidence(dispute=dispute.number, words="And?", version=1), actor=agent.actor, now=NOW
        )
    with nothing_happens(StaleCase):
        submit_evidence(
            ask=SubmitEvidence(dispute=dispute.number, words="Here", version=1), actor=merchant.actor, now=NOW
        )


def test_another_accounts_dispute_and_none_at_all_look_alike(dispute: Dispute):
    stranger = owner().actor
    for number in (dispute.number, "SH0"):
        verbs = (
            lambda number=number: withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=stranger, now=NOW),
            lambda number=number: submit_evidence(
                ask=SubmitEvidence(dispute=number, words="Here"), actor=stranger, now=NOW
            ),
            lambda number=number: write_message(
                ask=WriteMessage(dispute=number, body="Hello"), actor=stranger, now=NOW
            ),
        )
        for verb in verbs:
            with nothing_happens(DisputeUnseen) as refused:
                verb()
            assert refused.value.facts == {"number": number}


def test_nobody_makes_the_other_sides_move(dispute: Dispute, merchant: Person, agent: Person):
    with nothing_happens(WrongActor):
        request_evidence(ask=RequestEvidence(dispute=dispute.number, words="More"), actor=merchant.actor, now=NOW)
    with nothing_happens(WrongActor):
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=agent.actor, now=NOW)
    with nothing_happens(WrongActor):
        submit_evidence(ask=SubmitEvidence(dispute=dispute.number, words="Here"), actor=agent.actor, now=NOW)
    viewer = colleague(merchant, Role.VIEWER)
    with nothing_happens(WrongActor):
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=viewer.actor, now=NOW)


def test_evidence_is_sent_only_when_it_was_asked_for(dispute: Dispute, merchant: Person):
    with nothing_happens(MoveNotAllowed):
        submit_evidence(ask=SubmitEvidence(dispute=dispute.number, words="Here"), actor=merchant.actor, now=NOW)


def test_a_message_reaches_the_other_side_and_changes_no_state(dispute: Dispute, merchant: Person, agent: Person):
    write_message(ask=WriteMessage(dispute=dispute.number, body=" Any news? "), actor=merchant.actor, now=NOW)
    write_message(ask=WriteMessage(dispute=dispute.number, body="Soon."), actor=agent.actor, now=NOW)
    assert list(Message.objects.order_by("id").values_list("body", "side")) == [
        ("Any news?", "merchant"), ("Soon.", "staff")
    ]  # fmt: skip
    told = Outbox.objects.filter(code__startswith="message.").order_by("id").values_list("code", flat=True)
    assert list(told) == ["message.from_merchant", "message.from_staff"]
    dispute.refresh_from_db()
    assert (dispute.version, dispute.trail_seq) == (1, 1)


def test_an_internal_note_is_for_staff_and_announced_to_nobody(dispute: Dispute, merchant: Person, agent: Person):
    write_message(
        ask=WriteMessage(dispute=dispute.number, body="Fourth this month.", internal=True), actor=agent.actor, now=NOW
    )
    assert Message.objects.get().audience == []
    assert not Outbox.objects.filter(code__startswith="message.").exists()
    with nothing_happens(Forbidden) as refused:
        write_message(ask=WriteMessage(dispute=dispute.number, body="Hi", internal=True), actor=merchant.actor, now=NOW)
    assert refused.value.facts == {"permission": "staff:dispute:review"}
    assert Message.objects.get().side == "staff"


def test_a_message_about_an_order_needs_no_dispute(merchant: Person):
    order = paid_order(merchant)
    write_message(ask=WriteMessage(order_id=order.id, body="When will it leave?"), actor=merchant.actor, now=NOW)
    message = Message.objects.get()
    assert (message.order_id, message.dispute_id, message.account_id) == (order.id, None, merchant.account_id)


def test_a_message_that_cannot_be_written_is_refused(dispute: Dispute, merchant: Person):
    stranger = owner()
    for ask, who, refusal in (
        (WriteMessage(order_id=dispute.order_id, body="Hello"), stranger, OrderUnseen),
        (WriteMessage(order_id=new_id(), body="Hello"), merchant, OrderUnseen),
        (WriteMessage(body="Hello"), merchant, OrderUnseen),
        (WriteMessage(dispute=dispute.number, body=" "), merchant, MessageEmpty),
        (WriteMessage(dispute=dispute.number, body="x" * 4001), merchant, MessageTooLong),
        (WriteMessage(dispute=dispute.number, body="Hello"), colleague(merchant, Role.VIEWER), Forbidden),
        (WriteMessage(dispute=dispute.number, body="Hello"), staff(Role.POLICY_OWNER), Forbidden),
    ):
        with nothing_happens(refusal):
            write_message(ask=ask, actor=who.actor, now=NOW)


def test_an_agent_takes_the_case_and_puts_it_back(dispute: Dispute, agent: Person):
    assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=agent.user.id), actor=agent.actor, now=NOW)
    dispute.refresh_from_db()
    assert (dispute.assignee_id, dispute.version, last(dispute)) == (agent.user.id, 1, ("dispute.assigned", 2))
    assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=None), actor=agent.actor, now=NOW)
    dispute.refresh_from_db()
    assert (dispute.assignee_id, last(dispute)) == (None, ("dispute.assigned", 3))
    assert list(violations(late=NOW)) == []


def test_a_case_goes_to_staff_and_is_given_by_agents_only(dispute: Dispute, merchant: Person, agent: Person):
    for assignee in (merchant.user.id, new_id()):
        with nothing_happens(NotAnAgent):
            assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=assignee), actor=agent.actor, now=NOW)
    with nothing_happens(Forbidden):
        assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=agent.user.id), actor=merchant.actor, now=NOW)
    with nothing_happens(DisputeUnseen):
        assign_dispute(ask=AssignDispute(dispute="SH0", assignee=agent.user.id), actor=agent.actor, now=NOW)


def test_the_trail_alone_tells_the_whole_story(dispute: Dispute, merchant: Person, agent: Person):
    ask_for_more(dispute, agent)
    submit_evidence(ask=SubmitEvidence(dispute=dispute.number, words="Here"), actor=merchant.actor, now=NOW)
    offer(dispute, agent, Outcome.REFUND_WALLET, 250)
    agree(dispute, merchant)
    settle(dispute)
    bodies = [
        json.loads(bytes(body))
        for body in TrailEntry.objects.filter(subject_id=dispute.id).order_by("number").values_list("body", flat=True)
    ]
    moves = [body for body in bodies if "state" in (body["after"] or {}) and "leg" not in body["after"]]
    states = [body["after"]["state"] for body in moves]
    assert states == [
        "under_review", "evidence_requested", "under_review", "offered", "agreed", "settling", "settled"
    ]  # fmt: skip
    assert [body["before"] and body["before"]["state"] for body in moves] == [None, *states[:-1]]
    assert [body["number"] for body in bodies] == list(range(1, len(bodies) + 1))
    assert {body["who"]["side"] for body in bodies} == {"merchant", "staff", "system"}
