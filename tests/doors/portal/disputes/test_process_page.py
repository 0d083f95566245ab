"""A dispute's page and pop-up, and the merchant's moves on it."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from amends.core.access import Role
from amends.core.decisions.award import Outcome, RejectReason
from amends.core.disputes.reasons import Wish
from amends.core.evidence.purposes import Purpose
from amends.records.disputes.models import Dispute, Message, Offer
from amends.records.evidence.models import Evidence
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.makers.cases import agree, approve, form, offer, open_case, paid_order, refunded, settle
from tests.makers.drafts import give
from tests.makers.files import jpeg, pdf
from tests.makers.incoming import NOW
from tests.makers.people import Person, colleague, owner, staff

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


@pytest.fixture
def ana() -> Person:
    return owner()


@pytest.fixture
def li() -> Person:
    return staff()


@pytest.fixture
def case(ana: Person, client: Client) -> Dispute:
    client.force_login(ana.user)
    return open_case(ana, paid_order(ana, sent=True), message="Two broke.")


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def page(client: Client, dispute: Dispute, what: str = "", status: int = 200) -> str:
    answer = client.get(f"/disputes/{dispute.number}/{what}", headers={"HX-Request": "true"})
    assert answer.status_code == status
    return words(answer)


def move(client: Client, dispute: Dispute, what: str, **sent: object) -> HttpResponse:
    return client.post(f"/disputes/{dispute.number}/{what}/", sent)


def state(dispute: Dispute) -> str:
    return Dispute.objects.get(id=dispute.id).state


@pytest.mark.parametrize("what", ["", "pop-up/"])
def test_page_and_pop_up_say_who_must_act_by_when_and_what_then(client: Client, case: Dispute, what: str) -> None:
    shown = page(client, case, what)
    assert "The platform&#x27;s after-sales team reviews your dispute. <b>The platform must act.</b>" in shown
    assert "25 Nov 2026, 12:00 UTC" in shown
    assert "it is never decided by silence." in shown
    assert "<b>Ana Ruiz</b> opened the dispute; the order is on hold" in shown
    assert "Agree" not in shown
    assert f'action="/disputes/{case.number}/withdraw/"' in shown


def test_an_offer_is_shown_with_its_parts_and_agreed_to(client: Client, case: Dispute, li: Person) -> None:
    offer(case, li, amount=700)
    shown = page(client, case)
    assert 'The platform offers you <span class="money">7.00 USD</span>, back to balance. <b>You must act.</b>' in shown
    assert "If you have not answered by then, the dispute expires and the order goes on." in shown
    assert "You asked for" in shown
    answer = move(client, case, "agree", round=1)
    assert answer["Location"] == f"/disputes/{case.number}/"
    assert state(case) == "agreed"
    assert "Agreed. It is carried out now." in page(client, case)


def test_an_offer_that_changed_is_shown_instead(client: Client, case: Dispute, ana: Person, li: Person) -> None:
    offer(case, li, amount=700)
    ask = AnswerOffer(dispute=case.number, round=1, agree=False, words="More.")
    answer_offer(ask=ask, actor=ana.actor, now=NOW)
    offer(case, li, amount=800)
    answer = move(client, case, "agree", round=1)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert f"The offer for dispute {case.number} is another one now; look at it before you answer." in words(answer)
    assert "8.00 USD" in words(answer)
    assert state(case) == "offered"


def test_an_offer_is_declined_with_words(client: Client, case: Dispute, li: Person) -> None:
    offer(case, li, amount=700)
    refused = move(client, case, "decline", round=1, words="  ")
    assert (refused.status_code, state(case)) == (HTTPStatus.UNPROCESSABLE_ENTITY, "offered")
    assert "Write a few words first." in words(refused)
    move(client, case, "decline", round=1, words="Half would be right.\x00")
    assert state(case) == "under_review"
    assert Offer.objects.get().answer == "declined"
    assert "Half would be right." in page(client, case)


def test_what_is_sent_again_can_be_checked_before_agreeing(client: Client, ana: Person, li: Person) -> None:
    client.force_login(ana.user)
    case = open_case(ana, paid_order(ana, sent=True), wish=Wish.RESEND)
    offer(case, li, Outcome.RESEND)
    shown = page(client, case, "pop-up/")
    for told in ("Check what is sent again", "3 × Goods MUG-01", "Hauptweg 1", "50667 Köln", "Shipping method"):
        assert told in shown
    agree(case, ana)
    resend = settle(case).resend_order
    assert resend
    assert f"Settled: the goods are sent again as order {resend.number}." in page(client, case)


def test_a_refund_the_original_way_waits_for_a_verified_address(client: Client, li: Person) -> None:
    bea = owner(verified=False)
    client.force_login(bea.user)
    case = open_case(bea, paid_order(bea, sent=True))
    offer(case, li, Outcome.REFUND_ORIGINAL, 700)
    assert "A refund the original way needs a verified e-mail address." in page(client, case)
    answer = move(client, case, "agree", round=1)
    assert (answer.status_code, state(case)) == (HTTPStatus.FORBIDDEN, "offered")


def test_withdrawing_says_that_the_order_goes_on(client: Client, case: Dispute) -> None:
    shown = page(client, case)
    assert "The order goes on as if nothing had been asked." in shown
    move(client, case, "withdraw", version=1)
    assert state(case) == "withdrawn"
    assert "Withdrawn: the order goes on." in page(client, case)


def test_a_page_that_shows_an_earlier_state_withdraws_nothing(client: Client, case: Dispute, li: Person) -> None:
    offer(case, li, amount=700)
    answer = move(client, case, "withdraw", version=1)
    assert (answer.status_code, state(case)) == (HTTPStatus.CONFLICT, "offered")
    assert "changed since you looked at it: it is " in words(answer)
    assert 'name="version" value="2"' in words(answer)


def test_evidence_asked_for_is_given_and_sent(client: Client, case: Dispute, li: Person) -> None:
    request_evidence(ask=RequestEvidence(dispute=case.number, words="The label, please."), actor=li.actor, now=NOW)
    assert "The label, please." in page(client, case)
    refused = move(client, case, "evidence", words="", version=2)
    assert (refused.status_code, state(case)) == (HTTPStatus.UNPROCESSABLE_ENTITY, "evidence_requested")
    kept = move(client, case, "evidence", words="Here.", version=2, file=SimpleUploadedFile("a.svg", b"<svg/>"))
    assert (kept.status_code, state(case)) == (HTTPStatus.UNPROCESSABLE_ENTITY, "evidence_requested")
    assert ">Here.</textarea>" in words(kept)
    move(client, case, "evidence", words="Here.", version=2, file=SimpleUploadedFile("label.jpg", jpeg()))
    assert state(case) == "under_review"
    assert "sent the evidence asked for" in page(client, case)
    assert Evidence.objects.get(dispute=case).name == "label.jpg"


def test_a_file_sent_by_the_script_is_answered_with_its_row(client: Client, case: Dispute) -> None:
    path, script = f"/disputes/{case.number}/files/", {"X-Requested-With": "XMLHttpRequest"}
    given = client.post(path, {"file": SimpleUploadedFile("a.pdf", pdf())}, headers=script)
    refused = client.post(path, {"file": SimpleUploadedFile("a.pdf", b"")}, headers=script)
    assert (given.status_code, refused.status_code) == (HTTPStatus.CREATED, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert '<li class="file">' in words(given)
    assert "“a.pdf” is empty" in words(refused)
    assert "<b>Ana Ruiz</b> gave 1 file" in page(client, case)


def test_what_was_decided_is_shown_with_its_parts_and_payments(client: Client, ana: Person, li: Person) -> None:
    client.force_login(ana.user)
    case = refunded(ana, li, paid_order(ana, sent=True))
    shown = page(client, case)
    assert 'Settled: <span class="money">10.00 USD</span> are in your wallet.' in shown
    assert "To your wallet" in shown
    assert "You must act" not in shown


def test_a_rejection_says_why(client: Client, case: Dispute, li: Person) -> None:
    ask = RejectDispute(dispute=case.number, reason=RejectReason.DELIVERED, words="It was signed for.")
    reject_dispute(ask=ask, actor=li.actor, now=NOW)
    shown = page(client, case)
    assert "Rejected: tracking shows that the parcel was delivered." in shown
    assert "It was signed for." in shown


def test_internal_notes_and_assignments_are_never_shown(client: Client, case: Dispute, li: Person) -> None:
    note = WriteMessage(dispute=case.number, body="Third breakage of this supplier", internal=True)
    write_message(ask=note, actor=li.actor, now=NOW)
    write_message(ask=WriteMessage(dispute=case.number, body="We look into it."), actor=li.actor, now=NOW)
    for what in ("", "pop-up/"):
        assert "Third breakage" not in page(client, case, what)
    assert "We look into it." in page(client, case)


def test_a_message_reaches_the_thread_from_dispute_and_order(client: Client, case: Dispute) -> None:
    refused = move(client, case, "messages", message="x" * 4001)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The message is longer than 4000 characters." in words(refused)
    assert "x" * 4001 in words(refused)
    move(client, case, "messages", message="Any news?")
    client.post(f"/orders/{case.order.number}/messages/", {"message": "And the other parcel?"})
    said = Message.objects.order_by("id").values_list("body", "dispute_id")
    assert list(said) == [("Two broke.", case.id), ("Any news?", case.id), ("And the other parcel?", None)]


def test_moves_that_the_state_does_not_allow_are_refused_in_words(client: Client, case: Dispute, li: Person) -> None:
    approve(case, li)
    for what in ("agree", "withdraw"):
        answer = move(client, case, what, round=1)
        assert answer.status_code == HTTPStatus.CONFLICT
        assert f"Dispute {case.number} is in the state “Agreed”;" in words(answer)
    assert "withdraw/" not in page(client, case)


def test_roles_see_the_buttons_they_may_press(client: Client, case: Dispute, ana: Person, li: Person) -> None:
    offer(case, li, amount=700)
    client.force_login(colleague(ana, Role.VIEWER).user)
    shown = page(client, case)
    assert "Agree" not in shown.replace("Agree, and it is", "")
    assert "textarea" not in shown
    for what in ("agree", "decline", "withdraw", "evidence", "files", "messages"):
        assert move(client, case, what, round=1).status_code == HTTPStatus.FORBIDDEN
    assert state(case) == "offered"


def test_another_account_finds_no_such_dispute(client: Client, case: Dispute) -> None:
    give_to = owner()
    client.force_login(give_to.user)
    for what in ("", "pop-up/"):
        page(client, case, what, status=404)
    for what in ("agree", "decline", "withdraw", "evidence", "files", "messages"):
        sent = {"round": 1, "words": "x", "message": "x", "file": SimpleUploadedFile("a.pdf", pdf())}
        assert move(client, case, what, **sent).status_code == HTTPStatus.NOT_FOUND
    assert (state(case), Evidence.objects.count()) == ("under_review", 0)


def test_the_gallery_shows_each_file_as_what_it_is(client: Client, case: Dispute, ana: Person) -> None:
    picture = give(ana.actor, dispute=case.number, name="fall.jpg")
    paper = give(ana.actor, dispute=case.number, content=pdf(), name="mail.pdf")
    shown = page(client, case)
    assert f'<a href="/evidence/{picture.id}/" data-kind="image" data-name="fall.jpg">' in shown
    assert f'<a href="/evidence/{paper.id}/" data-kind="file" data-name="mail.pdf">' in shown


def test_a_pop_up_asked_for_by_itself_is_the_page(client: Client, case: Dispute) -> None:
    assert client.get(f"/disputes/{case.number}/pop-up/")["Location"] == f"/disputes/{case.number}/"


def test_a_number_that_cannot_be_stored_is_no_dispute(client: Client, case: Dispute) -> None:
    assert client.get("/disputes/%00/").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/disputes/%00/pop-up/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("what", ["agree", "decline", "withdraw", "files", "evidence", "messages"])
def test_a_moves_address_read_like_a_page_leads_to_the_dispute(client: Client, case: Dispute, what: str) -> None:
    answer = client.get(f"/disputes/{case.number}/{what}/", follow=True)
    assert answer.redirect_chain == [(f"/disputes/{case.number}/", HTTPStatus.FOUND)]
    assert answer.status_code == HTTPStatus.OK
    assert state(case) == "under_review"


def test_who_signs_in_again_after_sending_a_move_comes_back_to_the_dispute(client: Client, case: Dispute) -> None:
    client.logout()
    answer = move(client, case, "withdraw", version="1")
    assert answer["Location"] == f"/account/login/?next=/disputes/{case.number}/withdraw/"
    assert state(case) == "under_review"


def test_a_dispute_opened_without_its_evidence_says_what_is_missing(ana: Person, client: Client) -> None:
    order = paid_order(ana, sent=True)
    ask = OpenDispute(who=ana.actor, order=order.number, form=form(order), evidence_later=True)
    number = open_dispute(ask=ask, now=NOW).answer["number"]
    client.force_login(ana.user)
    page = words(client.get(f"/disputes/{number}/"))
    assert "Evidence requested" in page
    assert "Still missing: a screenshot of the buyer" in page
    assert "pictures of the parcel with its shipping label" in page
    give(ana.actor, dispute=number, purpose=Purpose.COMPLAINT)
    page = words(client.get(f"/disputes/{number}/"))
    assert "Still missing: " in page
    assert "Still missing: a screenshot of the buyer" not in page
