"""Messages are kept once, lent to a job at a time, and tried again when a person says so."""

from datetime import timedelta
from uuid import uuid4

import pytest

from amends.core.access import Forbidden, Role
from amends.core.inbound.retrying import MessageDigested, MessageUnseen
from amends.records.inbound.models import InboundMessage
from amends.usecases.inbound.note_digested import note_digested
from amends.usecases.inbound.note_failure import NoteFailure, note_failure
from amends.usecases.inbound.receive_message import ReceiveMessage, receive_message
from amends.usecases.inbound.retry_message import RetryMessage, retry_message
from amends.usecases.inbound.take_up_messages import take_up_messages
from tests.makers.cases import nothing_happens, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def receive(name: str = "evt_1", provider: str = "stripe", body: bytes = b"{}") -> bool:
    ask = ReceiveMessage(provider=provider, event_id=name, kind="refund.updated", body=body)
    return receive_message(ask=ask, now=NOW)


def kept() -> InboundMessage:
    return InboundMessage.objects.latest("id")


def test_a_name_is_kept_once_for_each_provider():
    assert receive()
    before = rows()
    assert not receive(body=b"something else")
    assert rows() == before
    assert receive(provider="paypal")
    assert list(InboundMessage.objects.order_by("id").values_list("provider", flat=True)) == ["stripe", "paypal"]


def test_what_is_due_is_lent_for_a_while_the_longest_due_first():
    for name in ("evt_1", "evt_2", "evt_3"):
        receive(name)
    ids = [one.id for one in InboundMessage.objects.order_by("id")]
    InboundMessage.objects.filter(id=ids[2]).update(next_try_at=NOW - MINUTE)
    assert take_up_messages(now=NOW, patience=MINUTE, limit=2) == [ids[2], ids[0]]
    assert take_up_messages(now=NOW, patience=MINUTE, limit=9) == [ids[1]]
    assert take_up_messages(now=NOW, patience=MINUTE, limit=9) == []
    assert len(take_up_messages(now=NOW + MINUTE, patience=MINUTE, limit=9)) == 3


def test_a_failure_after_it_was_digested_notes_nothing():
    receive()
    assert note_digested(message_id=kept().id, now=NOW)
    before = rows()
    assert not note_failure(ask=NoteFailure(message_id=kept().id, failure="late"), now=NOW)
    assert not note_digested(message_id=kept().id, now=NOW + MINUTE)
    assert rows() == before


def test_only_who_manages_settlements_has_a_message_tried_again(finance: Person):
    receive()
    for person in (staff(), owner(), staff(Role.POLICY_OWNER)):
        with nothing_happens(Forbidden):
            retry_message(ask=RetryMessage(message_id=kept().id), actor=person.actor, now=NOW)
    retry_message(ask=RetryMessage(message_id=kept().id), actor=finance.actor, now=NOW + MINUTE)
    message = kept()
    assert (message.next_try_at, message.asked_again_at) == (NOW + MINUTE, NOW + MINUTE)
    assert message.asked_again_by == finance.actor.name


def test_a_message_that_is_not_there_or_is_done_is_not_tried_again(finance: Person):
    receive()
    with nothing_happens(MessageUnseen):
        retry_message(ask=RetryMessage(message_id=uuid4()), actor=finance.actor, now=NOW)
    note_digested(message_id=kept().id, now=NOW)
    with nothing_happens(MessageDigested):
        retry_message(ask=RetryMessage(message_id=kept().id), actor=finance.actor, now=NOW)
