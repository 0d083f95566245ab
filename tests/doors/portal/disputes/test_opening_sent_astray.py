"""What is sent to the opening form from a page whose session ended, by a wrong way, or far too much at once."""

from http import HTTPStatus
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.core.evidence.limits import Limits
from amends.records.disputes.models import Dispute, Draft
from amends.records.evidence.models import Evidence
from tests.doors.portal.disputes.sending import form, path, words
from tests.makers.drafts import sent_order
from tests.makers.files import pdf
from tests.makers.people import Person, owner

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


@pytest.fixture
def ana() -> Person:
    return owner()


def test_words_sent_after_the_session_ended_are_back_after_signing_in(client: Client, ana: Person) -> None:
    order = sent_order(ana)
    sent = form(order, message="Typed for half an hour.", wish="refund_wallet")
    answer = client.post(path(order), sent)
    assert answer["Location"] == f"/account/login/?next={path(order)}"
    assert (Draft.objects.count(), Dispute.objects.count()) == (0, 0)

    client.force_login(ana.user)
    back = words(client.get(path(order)))
    assert "Typed for half an hour." in back
    assert "You had been signed out. What you typed is back" in back
    assert Draft.objects.get().form["message"] == "Typed for half an hour."

    client.post(path(order), form(order, of=Draft.objects.get(), message="Typed since.", do="preview"))
    assert "Typed since." in words(client.get(path(order)))


def test_words_sent_while_signed_out_come_back_to_nobody_elses_order(client: Client, ana: Person) -> None:
    order = sent_order(ana)
    client.post(path(order), form(order, message="A secret."))
    client.force_login(owner().user)
    answer = client.get(path(order))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "A secret." not in words(answer)
    assert Draft.objects.count() == 0


def test_endless_words_of_nobody_known_are_not_kept(client: Client, ana: Person) -> None:
    order = sent_order(ana)
    client.post(path(order), form(order, message="x" * 60_000))
    assert dict(client.session) == {}


@pytest.mark.parametrize("what", ["draft/", "discard/", "files/complaint/", f"files/{UUID(int=7)}/remove/"])
def test_an_address_of_the_forms_buttons_leads_to_the_form(client: Client, ana: Person, what: str) -> None:
    client.force_login(ana.user)
    order = sent_order(ana)
    answer = client.get(path(order, what), follow=True)
    assert answer.redirect_chain == [(path(order), HTTPStatus.FOUND)]
    assert answer.status_code == HTTPStatus.OK


def test_more_files_than_a_dispute_takes_are_named_and_the_rest_survives(client: Client, ana: Person, settings) -> None:
    settings.EVIDENCE_LIMITS = Limits(max_files=2)
    client.force_login(ana.user)
    order = sent_order(ana)
    files = [SimpleUploadedFile(f"{number}.pdf", pdf()) for number in range(45)]
    sent = form(order, message="All of them.", **{"file-product": files})
    shown = words(client.post(path(order), sent, follow=True))
    assert shown.count("That would be 3 files; a dispute takes up to 2.") == 1
    assert "All of them." in shown
    assert Evidence.objects.count() == 2


def test_far_too_many_files_are_a_page_with_words(client: Client, ana: Person, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    client.force_login(ana.user)
    order = sent_order(ana)
    files = [SimpleUploadedFile(f"{number}.pdf", pdf()) for number in range(2)]
    answer = client.post(path(order), form(order, **{"file-product": files}))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Go back: what you typed is still there; send fewer files at a time." in words(answer)
    assert (Draft.objects.count(), Evidence.objects.count()) == (0, 0)
