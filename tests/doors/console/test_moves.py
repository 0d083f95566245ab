"""Moving a case from its page: what is done, and what a refusal leaves as it was."""

import pytest
from django.test import Client

from amends.core.access import Role
from amends.core.decisions.award import Outcome, RejectReason
from amends.core.disputes.reasons import Wish
from amends.records.decisions.models import Decision
from amends.records.disputes.models import Dispute, Message, Offer
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.cases import approve, line, offer, open_case, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(ana: Person) -> Dispute:
    """Two of three mugs for 10.00 are damaged; 6.66 back to balance is asked, and the most."""
    return open_case(ana, paid_order(ana, line(3, 1000), sent=True), {1: 2})


def at(dispute: Dispute, move: str = "") -> str:
    return f"/console/disputes/{dispute.number}/" + (f"{move}/" if move else "")


def state(dispute: Dispute) -> str:
    dispute.refresh_from_db()
    return dispute.state


def test_the_page_offers_the_moves_that_the_table_allows(client: Client, agent: Person, dispute: Dispute) -> None:
    shown = page(client, agent, at(dispute))
    for move in ("request_evidence", "offer", "approve", "reject"):
        assert f'action="{at(dispute, move)}"' in shown
    offer(dispute, agent, Outcome.REFUND_WALLET, 100)
    waiting = page(client, agent, at(dispute))
    assert "Your move" not in waiting
    assert "Waits for Blue Lantern; if nothing happens, the dispute expires" in waiting


def test_a_reader_without_the_power_to_decide_sees_no_moves_and_makes_none(
    client: Client, finance: Person, dispute: Dispute
) -> None:
    shown = page(client, finance, at(dispute))
    assert "Your move" not in shown
    assert "Keep as internal note" not in shown
    with nothing_changes():
        for move in ("request_evidence", "offer", "approve", "reject"):
            told = {"version": 1, "message": "No.", "reason": "delivered", "outcome": "resend"}
            assert "is not yours to make" in send(client, finance, at(dispute, move), status=403, **told)
        send(client, finance, at(dispute, "breakdown"), status=403, version=1, outcome="resend")
        told = send(client, finance, at(dispute, "message"), status=403, message="Hi", audience="staff")
    assert "Your role does not allow this" in told


def test_asking_for_evidence_writes_to_the_merchant_and_waits(client: Client, agent: Person, dispute: Dispute) -> None:
    shown = send(client, agent, at(dispute, "request_evidence"), version=1, message="The label, please.")
    assert "The merchant was asked for evidence." in shown
    assert state(dispute) == "evidence_requested"
    said = Message.objects.get(dispute=dispute)
    assert (said.body, said.audience) == ("The label, please.", ["merchant", "agents"])


def test_an_offer_to_the_balance(client: Client, agent: Person, dispute: Dispute) -> None:
    told = {"version": 1, "outcome": "refund_wallet", "amount": "5", "shipping_method": "Air", "message": "Half."}
    assert "it waits for the merchant" in send(client, agent, at(dispute, "offer"), **told)
    assert state(dispute) == "offered"
    made = Offer.objects.get(dispute=dispute)
    assert (made.outcome, made.amount, made.words, made.resend) == ("refund_wallet", 500, "Half.", {})
    assert made.parts == {"goods": 500, "shipping": 0, "tax": 0, "tax_handling": 0}
    assert Decision.objects.count() == 0


def test_an_offer_of_a_resend(client: Client, agent: Person, dispute: Dispute) -> None:
    told = {"version": 1, "outcome": "resend", "amount": "5", "shipping_method": "Air", "message": ""}
    send(client, agent, at(dispute, "offer"), **told)
    made = Offer.objects.get(dispute=dispute)
    assert (made.outcome, made.amount, made.resend["shipping_method"]) == ("resend", 0, "Air")
    assert [one["quantity"] for one in made.resend["lines"]] == [2]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"outcome": "refund_wallet", "amount": "6.67"}, "6.66 USD at most"),
        ({"outcome": "refund_wallet", "amount": "0"}, "Enter an amount above zero"),
        ({"outcome": "refund_wallet", "amount": "-1"}, "Enter an amount above zero"),
        ({"outcome": "refund_wallet", "amount": "1,50"}, "is not an amount in USD"),
        ({"outcome": "refund_wallet", "amount": "1.005"}, "is not an amount in USD"),
        ({"outcome": "refund_wallet", "amount": ""}, "is not an amount in USD"),
        ({"outcome": "reject", "amount": "1"}, "Select a valid choice"),
        ({"outcome": "", "amount": "1"}, "This field is required"),
        ({"outcome": "refund_wallet", "amount": "1", "version": ""}, "This field is required"),
        ({"outcome": "refund_wallet", "amount": "1", "message": "é" * 4001}, "at most 4000 characters"),
    ],
)
def test_an_offer_that_cannot_be_made_changes_nothing_and_keeps_what_was_typed(
    client: Client, agent: Person, dispute: Dispute, told: dict[str, str], words: str
) -> None:
    with nothing_changes():
        shown = send(client, agent, at(dispute, "offer"), status=422, **{"version": "1", "message": "Kept", **told})
    assert words in shown
    assert told.get("message", "Kept") + "</textarea>" in shown
    assert '<details name="move" id="offer" open>' in shown
    assert f'value="{told["amount"]}"' in shown


def test_an_order_paid_outside_is_not_refunded_the_original_way(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana, payments=()))
    told = {"version": 1, "outcome": "refund_original", "amount": "1"}
    with nothing_changes():
        shown = send(client, agent, at(dispute, "offer"), status=409, **told)
    assert "was paid outside the platform; a refund can go to the balance only" in shown


def test_approving_decides_exactly_what_was_asked(client: Client, agent: Person, dispute: Dispute) -> None:
    shown = page(client, agent, at(dispute, "approve"))
    assert '<details name="move" id="approve" open>' in shown
    assert "6.66 USD" in shown
    shown = send(client, agent, at(dispute, "approve"), version=1, message="Sorry!")
    assert "Approved as asked; the refund is on its way." in shown
    made = Decision.objects.get(dispute=dispute)
    assert (made.outcome, made.amount, made.words) == ("refund_wallet", 666, "Sorry!")
    assert [(leg.method, leg.amount, leg.state) for leg in Leg.objects.all()] == [("wallet", 666, "planned")]
    assert "Decided, and being carried out." in shown


def test_a_resend_is_offered_and_never_approved(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana, sent=True), wish=Wish.RESEND)
    shown = page(client, agent, at(dispute))
    assert at(dispute, "approve") not in shown
    with nothing_changes():
        refused = send(client, agent, at(dispute, "approve"), status=409, version=1, message="Fine, resend it")
    assert "A resend is offered with its address and items" in refused
    assert "Fine, resend it</textarea>" in refused


def test_an_approval_that_money_no_longer_allows_is_told_before_and_refused(
    client: Client, ana: Person, agent: Person, dispute: Dispute
) -> None:
    Order.objects.filter(id=dispute.order_id).update(external_claimed=400)
    shown = page(client, agent, at(dispute))
    assert "This can no longer be paid as asked." in shown
    with nothing_changes():
        refused = send(client, agent, at(dispute, "approve"), status=422, version=1)
    assert "6.66 USD is more than these items can bring back: 6.00 USD at most" in refused


def test_rejecting_needs_a_reason_and_words(client: Client, agent: Person, dispute: Dispute) -> None:
    for told in (
        {"reason": "delivered", "message": "  "},
        {"reason": "", "message": "No"},
        {"reason": "x", "message": "No"},
    ):
        with nothing_changes():
            refused = send(client, agent, at(dispute, "reject"), status=422, **told)
        assert '<details name="move" id="reject" open>' in refused
    shown = send(client, agent, at(dispute, "reject"), version=1, reason="delivered", message="It was signed for.")
    assert "The dispute was rejected; the order goes on." in shown
    made = Decision.objects.get(dispute=dispute)
    assert (made.outcome, made.reject_reason, made.words) == ("reject", "delivered", "It was signed for.")
    assert "Tracking shows that the parcel was delivered" in shown


def test_a_stale_page_shows_what_stands_now_and_keeps_the_words(
    client: Client, agent: Person, dispute: Dispute
) -> None:
    colleague = staff()
    ask = RejectDispute(dispute=dispute.number, reason=RejectReason.NOT_COVERED, words="No.", version=1)
    reject_dispute(ask=ask, actor=colleague.actor, now=NOW)
    with nothing_changes():
        shown = send(client, agent, at(dispute, "approve"), status=409, version=1, message="A long explanation")
    assert f"Dispute {dispute.number} changed since you looked at it" in shown
    assert "This was not done." in shown
    assert "A long explanation</textarea>" in shown
    assert "Not covered by the policy" in shown
    assert colleague.actor.name in shown


def test_a_stale_form_whose_move_is_still_possible_can_be_sent_again(
    client: Client, ana: Person, agent: Person, dispute: Dispute
) -> None:
    Dispute.objects.filter(id=dispute.id).update(version=3)
    told = {"outcome": "refund_wallet", "amount": "5.00", "message": "Half"}
    with nothing_changes():
        shown = send(client, agent, at(dispute, "offer"), status=409, version=1, **told)
    assert "changed since you looked at it" in shown
    assert '<input type="hidden" name="version" value="3">' in shown
    assert 'value="5.00"' in shown
    assert "Half</textarea>" in shown
    send(client, agent, at(dispute, "offer"), version=3, **told)
    assert Offer.objects.get(dispute=dispute).amount == 500


def test_what_is_decided_cannot_be_decided_again(client: Client, agent: Person, dispute: Dispute) -> None:
    approve(dispute, agent)
    dispute.refresh_from_db()
    with nothing_changes():
        told = {"version": dispute.version, "reason": "delivered", "message": "No after all"}
        shown = send(client, agent, at(dispute, "reject"), status=409, **told)
    assert "“Reject” is not possible now" in shown
    assert "No after all</textarea>" in shown


def test_the_breakdown_is_worked_out_while_typing_and_changes_nothing(
    client: Client, agent: Person, ana: Person
) -> None:
    order = paid_order(ana, line(3, 1000), shipping=300, tax=100, payments=(900, 500), sent=True)
    dispute = open_case(ana, order)
    client.force_login(agent.user)

    def fragment(**told: object) -> str:
        form = {"version": 1, "message": "", **told}
        answer = client.post(at(dispute, "breakdown"), form, headers={"hx-request": "true"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    with nothing_changes():
        shown = fragment(outcome="refund_original", amount="10.00")
        assert 'Goods</th><td><span class="money">7.14 USD' in shown
        assert 'Shipping</th><td><span class="money">2.14 USD' in shown
        assert 'Tax</th><td><span class="money">0.72 USD' in shown
        assert 'The original way (Sandbox)</th><td><span class="money">9.00 USD' in shown
        assert 'The original way (Sandbox)</th><td><span class="money">1.00 USD' in shown
        assert "× 3" in fragment(outcome="resend")
        assert "14.00 USD at most" in fragment(outcome="refund_wallet", amount="14.01")
        assert "is not an amount in USD" in fragment(outcome="refund_wallet", amount="ten")
        assert fragment(outcome="", amount="1") == ""
        whole = send(
            client, agent, at(dispute, "breakdown"), status=200, version=1, outcome="refund_wallet", amount="2"
        )
    assert '<details name="move" id="offer" open>' in whole
    assert "The merchant would receive" in whole


def test_a_case_is_taken_given_and_put_back(client: Client, agent: Person, dispute: Dispute) -> None:
    colleague = staff()
    shown = page(client, agent, at(dispute))
    assert "Assign to me" in shown
    shown = send(client, agent, at(dispute, "assign"), assignee=agent.user.id)
    assert "Assign to me" not in shown
    assert "took the case" in shown
    shown = send(client, agent, at(dispute, "assign"), assignee=colleague.user.id)
    assert f"gave the case to <b>{colleague.actor.name}</b>" in shown
    assert "put the case back among the unassigned" in send(client, agent, at(dispute, "assign"), assignee="")
    dispute.refresh_from_db()
    assert dispute.assignee_id is None


def test_a_case_is_not_given_to_a_merchant(client: Client, ana: Person, agent: Person, dispute: Dispute) -> None:
    client.force_login(agent.user)
    with nothing_changes():
        answer = client.post(at(dispute, "assign"), {"assignee": str(ana.user.id)}, follow=True)
        assert "can only be given to somebody of the platform" in answer.content.decode()
        assert client.post(at(dispute, "assign"), {"assignee": "me"}).status_code == 404


@pytest.mark.parametrize("move", ["request_evidence", "offer", "approve", "reject", "message", "assign", "breakdown"])
def test_a_dispute_that_is_not_there_is_not_found(client: Client, agent: Person, move: str) -> None:
    told = {"version": 1, "message": "Hi", "outcome": "resend", "reason": "delivered", "audience": "staff"}
    send(client, agent, f"/console/disputes/SH404/{move}/", status=404, **told)


def test_a_policy_owner_reads_and_does_not_decide(client: Client, dispute: Dispute) -> None:
    reader = staff(Role.POLICY_OWNER)
    assert "Your move" not in page(client, reader, at(dispute))
    with nothing_changes():
        send(client, reader, at(dispute, "approve"), status=403, version=1)
