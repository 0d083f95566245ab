"""Messages that were kept are taken in, tried again, and in the end shown to a person."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.core.inbound.retrying import MOST_TRIES
from amends.core.settlements.legs import LegState
from amends.doors.jobs import sweep as sweeping
from amends.doors.jobs.digest import digest_message
from amends.gateways.payments.port import News, OutcomeUnknown
from amends.gateways.payments.registry import UnknownProvider
from amends.records.inbound.models import InboundMessage
from amends.usecases.inbound.receive_message import ReceiveMessage, receive_message
from amends.usecases.inbound.take_up_messages import take_up_messages
from amends.usecases.settlements.record_leg import RecordLeg
from amends.usecases.wallet.record_top_up import RecordTopUp
from tests.makers.incoming import NOW

pytestmark = pytest.mark.django_db

LEG = RecordLeg(leg_id=UUID(int=9), state=LegState.SUCCEEDED, provider_ref="re_1")


class Teller:
    """A payment house whose messages tell what it is given; or fail."""

    def __init__(self, *told: News | Exception) -> None:
        self._told, self.read_bodies = told, list[bytes]()

    def check(self, **_: Any) -> Any:
        raise AssertionError("a kept message was checked when it came")

    def read(self, body: bytes) -> list[News]:
        self.read_bodies.append(body)
        for one in self._told:
            if isinstance(one, Exception):
                raise one
        return [one for one in self._told if not isinstance(one, Exception)]


def kept(name: str = "evt_1") -> InboundMessage:
    assert receive_message(ask=ReceiveMessage(provider="stripe", event_id=name, kind="x", body=b"{}"), now=NOW)
    return InboundMessage.objects.get(event_id=name)


def digest(message: InboundMessage, house: Teller, *, minutes: int = 0, takers: Any = None) -> list[Any]:
    """Runs the job; what the takers were handed."""
    taken: list[Any] = []
    digest_message(
        message_id=message.id,
        clock=lambda: NOW + timedelta(minutes=minutes),
        gateway=lambda _: house,
        takers=takers or {RecordLeg: lambda *, ask, now: taken.append((ask, now))},
    )
    message.refresh_from_db()
    return taken


def test_each_piece_of_news_is_handed_to_its_use_case_with_the_time():
    message, house = kept(), Teller(LEG)
    assert digest(message, house) == [(LEG, NOW)]
    assert (house.read_bodies, message.digested_at, message.next_try_at) == ([b"{}"], NOW, None)
    assert (message.tries, message.failure) == (0, "")


def test_a_digested_message_is_not_read_again():
    message = kept()
    digest(message, Teller())
    house = Teller(LEG)
    assert (digest(message, house), house.read_bodies) == ([], [])
    digest_message(message_id=uuid4(), clock=lambda: NOW, gateway=lambda _: house)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OutcomeUnknown("timed out"), "timed out"),
        (UnknownProvider("stripe"), "stripe is not set up here"),
        (KeyError("status"), "KeyError: 'status'"),
    ],
)
def test_what_fails_says_why_and_waits(fault: Exception, words: str):
    message = kept()
    assert digest(message, Teller(fault)) == []
    assert (message.tries, message.failure, message.digested_at) == (1, words, None)
    assert message.next_try_at == NOW + timedelta(seconds=10)
    assert digest(message, Teller(LEG), minutes=1) == [(LEG, NOW + timedelta(minutes=1))]
    assert (message.digested_at, message.next_try_at) == (NOW + timedelta(minutes=1), None)


def test_news_that_nobody_takes_in_wait_for_somebody_who_does():
    message = kept()
    digest(message, Teller(RecordTopUp(top_up_id=UUID(int=1), payment_ref="pi_1", amount=1, currency="USD")))
    assert (message.failure, message.tries) == ("NobodyTakes: RecordTopUp", 1)


def test_a_refusal_of_a_use_case_is_told_in_its_words():
    message = kept()
    digest_message(message_id=message.id, clock=lambda: NOW, gateway=lambda _: Teller(LEG))
    message.refresh_from_db()
    assert message.failure == f"There is no leg {LEG.leg_id}."


def test_after_many_tries_it_waits_for_a_person():
    message, waits = kept(), []
    for _ in range(MOST_TRIES):
        digest(message, Teller(OutcomeUnknown("timed out")))
        waits.append(message.next_try_at and (message.next_try_at - NOW).total_seconds())
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600, None]
    assert take_up_messages(now=NOW + timedelta(days=9), patience=timedelta(1), limit=9) == []


def test_the_sweep_finds_what_is_due_and_what_was_lost():
    message, _ = kept(), kept("evt_2")
    digest(message, Teller(OutcomeUnknown("timed out")))
    jobs = ProcrastinateJob.objects.filter(task_name="digest", queue_name="money")
    for later, deferred in ((0, 1), (9, 1), (10, 2), (59, 2), (60, 3), (70, 4)):
        sweeping.sweep(now=NOW + timedelta(seconds=later))
        assert jobs.count() == deferred, later
    asked = {job.args["message_id"] for job in jobs}
    assert asked == {str(one.id) for one in InboundMessage.objects.all()}
    digest(message, Teller())
    sweeping.sweep(now=NOW + timedelta(days=1))
    assert jobs.all().count() == 5
