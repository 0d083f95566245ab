"""The opening form, as a signed-in person fills it in, with the script and without."""

import re
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.core.access import Role
from amends.core.disputes.typed import Typed
from amends.core.evidence.limits import Limits
from amends.core.orders.kinds import Stage
from amends.records.disputes.models import Dispute, Draft
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order
from amends.usecases.disputes.drop_draft import DropDraft, drop_draft
from tests.doors.portal.disputes.sending import form, path, words
from tests.makers.drafts import draft, give, ready_draft, sent_order
from tests.makers.files import jpeg, pdf
from tests.makers.incoming import MUGS, PAYMENT, take
from tests.makers.people import Person, colleague, owner

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


@pytest.fixture
def ana() -> Person:
    return owner()


def test_the_page_asks_for_what_the_order_needs(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    shown = words(client.get(path(sent_order(ana))))
    assert "3 of 3" in shown
    assert "Back to balance" not in shown
    assert "Refund: back to balance" in shown
    assert "was paid outside the platform; a refund can go to the balance only." in shown
    assert "1 type does not fit this order now" in shown
    assert "Choose the dispute type: then this says what is needed." in shown
    assert "Opening stops the processing of this order until the dispute ends or is withdrawn." in shown
    assert "not with a payment house, at the risk of the account." in shown


def test_nothing_is_kept_by_looking(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    client.get(path(sent_order(ana)))
    assert Draft.objects.count() == 0


def test_where_one_line_is_left_it_is_chosen_already(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana, lines=(MUGS,))
    assert re.search(r'name="quantity-[^"]+" min="0" max="3" step="1" value="3"', words(client.get(path(order))))


def test_typing_is_kept_and_answered_with_what_depends_on_it(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    answer = client.post(path(order, "draft/"), form(order, do="", needs_of="damaged/"))
    shown = words(answer)
    begun = Draft.objects.get()
    assert answer.status_code == HTTPStatus.OK
    assert begun.form["message"] == "Two broke."
    assert f'id="draft" hx-swap-oob="true" value="{begun.id}"' in shown
    assert 'At most <span class="money">12.51 USD</span>' in shown
    assert "Still missing: a screenshot of the buyer" in shown
    assert 'id="need-complaint" hx-swap-oob="true"' in shown
    assert 'id="evidence" hx-swap-oob' not in shown


def test_another_type_brings_other_places_for_files(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    shown = words(client.post(path(order, "draft/"), form(order, do="", needs_of="", reason="order_returned")))
    assert shown.count("hx-swap-oob") == 7
    assert 'id="slot-parcel"' in shown
    assert 'id="slot-complaint"' not in shown


def test_a_late_save_does_not_bring_a_dropped_draft_back(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = draft(order, ana.actor)
    drop_draft(ask=DropDraft(draft=begun.id), actor=ana.actor)
    assert client.post(path(order, "draft/"), form(order, of=begun)).status_code == HTTPStatus.NO_CONTENT
    assert Draft.objects.count() == 0


def test_confirm_opens_the_dispute_and_leads_to_it(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)
    answer = client.post(path(order), form(order, of=begun))
    dispute = Dispute.objects.get()
    assert answer["Location"] == f"/disputes/{dispute.number}/"
    assert f"Dispute {dispute.number} is open. Order A-1001 is on hold" in words(client.get(answer["Location"]))
    assert Evidence.objects.filter(dispute=dispute).count() == 3


def test_confirm_in_a_second_tab_lands_on_the_same_dispute(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)
    sent = form(order, of=begun)
    first, second = client.post(path(order), sent), client.post(path(order), sent)
    assert first["Location"] == second["Location"]
    assert Dispute.objects.count() == 1


def test_a_refused_form_names_every_fault_and_keeps_everything(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    sent = form(order, amount="99", buyer_email="", wish="refund_wallet", message="Kept  as\nit is")
    answer = client.post(path(order), sent)
    shown = words(answer)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "99.00 USD is more than these items can bring back: 12.51 USD at most." in shown
    assert "pictures of the parcel with its shipping label" in shown
    assert "Mark the file in which the buyer&#x27;s e-mail address is visible." in shown
    assert 'id="amount" name="amount" inputmode="decimal" autocomplete="off" maxlength="40" value="99"' in shown
    assert "Kept  as\nit is" in answer.content.decode()
    assert Dispute.objects.count() == 0
    assert Draft.objects.get().form["amount"] == "99"


def test_an_empty_form_is_told_what_to_choose(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    shown = words(client.post(path(order), {"do": "confirm"}))
    assert shown.count('role="alert"') == 1
    for sentence in ("Choose the dispute type", "Choose what you expect"):
        assert shown.count(sentence) >= 2


def test_without_the_script_files_come_with_the_form_and_those_refused_are_named(
    client: Client, ana: Person, settings
) -> None:
    settings.EVIDENCE_LIMITS = Limits(max_file_bytes=4000)
    client.force_login(ana.user)
    order = sent_order(ana)
    files = [
        SimpleUploadedFile("mail.jpg", jpeg()),
        SimpleUploadedFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("film.mp4", b"x" * 5000),
    ]
    sent = form(order, **{"file-complaint": files, "file-parcel": [SimpleUploadedFile("parcel.pdf", pdf())]})
    answer = client.post(path(order), sent, follow=True)
    shown = words(answer)
    assert "“drawing.svg” is an SVG drawing and cannot be taken as evidence." in shown
    assert "“film.mp4” is 4.9 KB; one file may have up to 3.9 KB." in shown
    kept = Evidence.objects.filter(draft=Draft.objects.get()).order_by("name")
    assert [(file.name, file.purpose) for file in kept] == [("mail.jpg", "complaint"), ("parcel.pdf", "parcel")]
    assert Dispute.objects.count() == 0


def test_everything_can_be_chosen_at_once(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    client.post(path(order), {"do": "everything"})
    kept = Typed.from_json(Draft.objects.get().form).quantities
    assert sorted(kept.values()) == ["1", "3"]


def test_one_file_sent_by_itself_begins_the_draft(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    answer = client.post(path(order, "files/complaint/"), {"file-complaint": SimpleUploadedFile("mail.jpg", jpeg())})
    row = Evidence.objects.get(draft=Draft.objects.get())
    assert answer.status_code == HTTPStatus.CREATED
    assert f'<img src="/evidence/{row.id}/thumbnail/"' in words(answer)
    assert "The buyer's address is visible here" in words(answer)


def test_one_refused_file_says_why_and_the_rest_survives(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    give(ana.actor, draft=draft(order, ana.actor))
    answer = client.post(path(order, "files/parcel/"), {"file-parcel": SimpleUploadedFile("empty.jpg", b"")})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'data-state="failed"' in words(answer)
    assert "“empty.jpg” is empty; perhaps it was not saved or not sent completely." in words(answer)
    assert Evidence.objects.count() == 1


def test_a_file_is_marked_and_unmarked_with_the_form(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = draft(order, ana.actor)
    file = give(ana.actor, draft=begun)
    client.post(path(order, "draft/"), form(order, of=begun, shows=[str(file.id)]))
    assert Evidence.objects.get().shows_buyer_email
    client.post(path(order, "draft/"), form(order, of=begun, shows=[]))
    assert not Evidence.objects.get().shows_buyer_email


@pytest.mark.parametrize("script", [True, False])
def test_a_file_is_taken_back(client: Client, ana: Person, script: bool) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = draft(order, ana.actor)
    file = give(ana.actor, draft=begun)
    headers = {"HX-Request": "true"} if script else {}
    answer = client.post(path(order, f"files/{file.id}/remove/"), form(order, of=begun), headers=headers)
    assert answer.status_code == (HTTPStatus.OK if script else HTTPStatus.FOUND)
    assert Evidence.objects.count() == 0
    assert Draft.objects.get().form["message"] == ("" if script else "Two broke.")


def test_a_draft_dropped_elsewhere_is_begun_anew_by_confirm(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = draft(order, ana.actor)
    drop_draft(ask=DropDraft(draft=begun.id), actor=ana.actor)
    answer = client.post(path(order), form(order, of=begun))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Draft.objects.get().form["message"] == "Two broke."


def test_an_order_that_closed_meanwhile_says_so_and_the_draft_can_go(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)
    Order.objects.update(stage="closed")
    answer = client.post(path(order), form(order, of=begun))
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Order A-1001 is closed; a closed order cannot be disputed." in words(answer)
    client.post(path(order, "discard/"), {"draft": str(begun.id)})
    assert Draft.objects.count() == 0


def test_a_refund_the_original_way_needs_a_verified_address(client: Client) -> None:
    bea = owner(verified=False)
    client.force_login(bea.user)
    order = sent_order(bea, payments=(PAYMENT,))
    assert "Verify your e-mail address before asking for a refund the original way." in words(client.get(path(order)))
    begun = ready_draft(order, bea.actor)
    answer = client.post(path(order), form(order, of=begun, wish="refund_original"))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Dispute.objects.count() == 0


def test_nul_and_endless_text_are_no_fault_of_the_server(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    answer = client.post(path(order), form(order, message="a\x00b", amount="1\x00", reason="\x00"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Draft.objects.get().form["message"] == "ab"
    answer = client.post(path(order, "draft/"), form(order, message="x" * 300_000))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("what", ["", "draft/", "files/complaint/", "discard/"])
def test_a_viewer_and_a_stranger_open_nothing(client: Client, ana: Person, what: str) -> None:
    order = sent_order(ana)
    client.force_login(colleague(ana, Role.VIEWER).user)
    assert client.post(path(order, what), form(order)).status_code == HTTPStatus.FORBIDDEN
    client.force_login(owner().user)
    file = {"file-complaint": SimpleUploadedFile("mail.jpg", jpeg())}
    answer = client.post(path(order, what), form(order) | file)
    assert answer.status_code == (HTTPStatus.FOUND if what == "discard/" else HTTPStatus.NOT_FOUND)
    assert (Draft.objects.count(), Evidence.objects.count()) == (0, 0)


def test_an_unsent_order_is_cancelled_with_two_choices(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    order = take(ana.account_id, stage=Stage.PENDING)
    answer = client.post(path(order), form(order, reason="order_cancellation", buyer_email="", message=""))
    assert answer["Location"] == f"/disputes/{Dispute.objects.get().number}/"
