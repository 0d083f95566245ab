"""Messages of payment houses that could not be taken in: seen, and tried again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.inbound.retrying import MOST_TRIES
from amends.records.inbound.models import InboundMessage
from amends.usecases.inbound.note_digested import note_digested
from amends.usecases.inbound.note_failure import NoteFailure, note_failure
from amends.usecases.inbound.receive_message import ReceiveMessage, receive_message
from tests.doors.console.asking import nothing_changes, page
from tests.makers.people import Person

pytestmark = pytest.mark.django_db

LIST = "/console/book/inbound/"


def failed(name: str = "evt_1", *, tries: int = 1) -> InboundMessage:
    now = timezone.now()
    receive_message(ask=ReceiveMessage(provider="stripe", event_id=name, kind="refund.updated", body=b"{}"), now=now)
    message = InboundMessage.objects.get(event_id=name)
    for _ in range(tries):
        note_failure(ask=NoteFailure(message_id=message.id, failure="There is no leg <7>."), now=now)
    message.refresh_from_db()
    return message


def test_nothing_failed(client: Client, finance: Person) -> None:
    assert "Everything was taken in" in page(client, finance, LIST)


def test_what_failed_is_shown_with_its_reason_until_it_is_taken_in(client: Client, finance: Person) -> None:
    message, _ = failed(tries=3), failed("evt_given_up", tries=MOST_TRIES)
    receive_message(ask=ReceiveMessage(provider="stripe", event_id="evt_new", kind="x", body=b""), now=timezone.now())
    shown = page(client, finance, LIST)
    for words in ("refund.updated", "evt_1", "There is no leg &lt;7&gt;.", "tried 3 times", "none, unless you ask"):
        assert words in shown
    assert "evt_new" not in shown
    note_digested(message_id=message.id, now=timezone.now())
    assert "evt_1" not in page(client, finance, LIST)


def test_a_person_has_it_tried_again(client: Client, finance: Person) -> None:
    message = failed(tries=MOST_TRIES)
    assert message.next_try_at is None
    client.force_login(finance.user)
    answer = client.post(f"{LIST}{message.id}/again/", follow=True)
    assert "The message is tried again in a moment." in answer.text
    message.refresh_from_db()
    assert message.next_try_at == message.asked_again_at
    assert timezone.now() - timedelta(minutes=1) < message.next_try_at <= timezone.now()
    assert (message.asked_again_by, message.tries) == (finance.actor.name, MOST_TRIES)


def test_a_message_taken_in_meanwhile_is_left_alone(client: Client, finance: Person) -> None:
    message = failed()
    note_digested(message_id=message.id, now=timezone.now())
    client.force_login(finance.user)
    answer = client.post(f"{LIST}{message.id}/again/", follow=True)
    assert "This message was taken in meanwhile." in answer.text
    message.refresh_from_db()
    assert (message.next_try_at, message.asked_again_by) == (None, "")


def test_no_such_message(client: Client, finance: Person) -> None:
    client.force_login(finance.user)
    assert client.post(f"{LIST}{UUID(int=7)}/again/").status_code == 404


def test_who_may_not_manage_settlements_is_refused(client: Client, agent: Person) -> None:
    message = failed()
    client.force_login(agent.user)
    with nothing_changes():
        assert client.post(f"{LIST}{message.id}/again/").status_code == 403


def test_the_list_is_paged(client: Client, finance: Person) -> None:
    names = [failed(f"evt_page_{at:02}").event_id for at in range(30)]
    first = page(client, finance, LIST)
    last_shown = InboundMessage.objects.get(event_id="evt_page_05").id
    second = page(client, finance, LIST, before=str(last_shown))
    assert [name in first for name in names] == [at >= 5 for at in range(30)]
    assert [name in second for name in names] == [at < 5 for at in range(30)]
    assert f"?before={last_shown}" in first
