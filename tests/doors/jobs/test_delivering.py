"""From an event to a message that arrives: signed, once for each who listens, tried again, and left in the end."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from standardwebhooks import Webhook

from amends.core.access import Role
from amends.core.outbound.addresses import Rules
from amends.core.webhooks.retrying import MOST_TRIES, SILENCE
from amends.doors.jobs.hand_over import hand_over
from amends.records.notices.models import FeedEntry, Notice, Outbox
from amends.records.webhooks.models import Attempt, Delivery, Endpoint
from amends.records.webhooks.secrets import active_secrets, secret_of
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.notices.tell_people import tell_people
from amends.usecases.webhooks.replay_delivery import ReplayDelivery, replay_delivery
from amends.usecases.webhooks.rotate_secret import RotateSecret, rotate_secret
from amends.usecases.webhooks.send_test_event import SendTestEvent, send_test_event
from amends.usecases.webhooks.take_up_deliveries import TakeUp, take_up_deliveries
from tests.makers.cases import open_case, paid_order
from tests.makers.incoming import PLATFORM
from tests.makers.listening import Listening, answer, listening
from tests.makers.people import NOW, Person, colleague, owner, staff
from tests.makers.webhooks import endpoint, send

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def merchant() -> Person:
    return owner()


def drained() -> None:
    while drain_outbox(hand_over=hand_over):
        pass
    Delivery.objects.filter(next_try_at__isnull=False).update(next_try_at=NOW, made_at=NOW)


def told(server: Listening) -> list[dict]:
    return [json.loads(asked.body) for asked in server.asked]


def here(server: Listening) -> str:
    return f"http://hooks.example:{server.port}/in"


def test_a_dispute_opened_and_withdrawn_is_told_in_order_with_hold_and_release(merchant: Person):
    with listening() as server:
        endpoint(merchant.actor, url=here(server))
        Outbox.objects.all().delete()
        order = paid_order(merchant, sent=True)
        Outbox.objects.all().delete()
        number = open_case(merchant, order).number
        withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=merchant.actor, now=NOW + timedelta(hours=1))
        drained()
        assert send() == 4
    arrived = sorted(told(server), key=lambda one: one["data"]["number"])
    assert [(one["type"], one["data"]["sequence"], one["data"].get("state")) for one in arrived] == [
        ("dispute.opened", 1, "under_review"),
        ("order.held", 2, None),
        ("order.released", 3, None),
        ("dispute.withdrawn", 4, "withdrawn"),
    ]
    assert {one["data"]["dispute"]["number"] for one in arrived} == {number}
    assert {one["data"]["order"]["number"] for one in arrived} == {order.number}
    assert {one["data"]["account_id"] for one in arrived} == {str(merchant.account_id)}


def test_an_internal_note_is_told_to_nobody_and_words_of_a_message_never(merchant: Person):
    number = open_case(merchant, paid_order(merchant, sent=True)).number
    with listening() as server:
        endpoint(merchant.actor, url=here(server))
        Outbox.objects.all().delete()
        agent = staff().actor
        write_message(ask=WriteMessage(body="between us", dispute=number, internal=True), actor=agent, now=NOW)
        write_message(ask=WriteMessage(body="hello there", dispute=number), actor=agent, now=NOW)
        drained()
        assert send() == 1
    assert told(server)[0]["type"] == "message.from_staff"
    assert b"hello" not in server.asked[0].body


def test_each_hears_of_their_own_and_the_platform_of_all(merchant: Person):
    other = owner()
    with listening() as mine, listening() as theirs, listening() as platforms, listening() as few:
        endpoint(merchant.actor, url=here(mine))
        endpoint(other.actor, url=here(theirs))
        endpoint(PLATFORM, url=here(platforms))
        endpoint(merchant.actor, "dispute.settled", url=here(few))
        Outbox.objects.all().delete()
        number = open_case(merchant, paid_order(merchant, sent=True)).number
        drained()
        send()
    assert [len(one.asked) for one in (theirs, few)] == [0, 0]
    assert sorted(one["type"] for one in told(mine)) == sorted(one["type"] for one in told(platforms))
    assert {one["data"]["dispute"]["number"] for one in told(platforms) if "dispute" in one["data"]} == {number}


def test_an_event_handed_over_twice_is_told_once(merchant: Person):
    endpoint(merchant.actor)
    open_case(merchant, paid_order(merchant, sent=True))
    drained()
    before = Delivery.objects.count()
    hand_over(list(FeedEntry.objects.order_by("number")))
    assert Delivery.objects.count() == before > 0


def test_the_signature_is_the_standards_and_both_secrets_sign_for_a_day(merchant: Person):
    with listening() as server:
        made = endpoint(merchant.actor, url=here(server))
        (old,) = active_secrets(made.id, now=NOW)
        new = rotate_secret(ask=RotateSecret(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        sent = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        assert send() == 1
    (asked,) = server.asked
    stamp = str(int(NOW.timestamp()))
    assert (asked.headers["webhook-id"], asked.headers["webhook-timestamp"]) == (str(sent.event_id), stamp)
    content = f"{sent.event_id}.{stamp}.".encode() + asked.body
    by_hand = [
        "v1," + base64.b64encode(hmac.digest(secret_of(one.id), content, hashlib.sha256)).decode() for one in (new, old)
    ]
    assert asked.headers["webhook-signature"].split(" ") == by_hand
    assert asked.headers["content-type"] == "application/json"


def test_a_receiver_checks_it_with_the_standards_own_library(merchant: Person, monkeypatch: pytest.MonkeyPatch):
    with listening() as server:
        made = endpoint(merchant.actor, url=here(server))
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        send()
    (asked,), (secret,) = server.asked, active_secrets(made.id, now=NOW)
    monkeypatch.setattr(Webhook, "_Webhook__verify_timestamp", lambda self, stamp: NOW, raising=True)
    receiver = Webhook(secret_of(secret.id))
    assert receiver.verify(asked.body, asked.headers)["type"] == "webhook.test"
    with pytest.raises(Exception, match="signature"):
        receiver.verify(asked.body + b" ", asked.headers)


def test_a_message_that_fails_is_tried_again_and_then_arrives_under_the_same_id(merchant: Person):
    with listening(answer(503, b"no time\x00")) as server:
        made = endpoint(merchant.actor, url=here(server))
        sent = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        assert (send(), send()) == (1, 0)
        sent.refresh_from_db()
        assert (sent.state, sent.tries) == ("waiting", 1)
        assert sent.next_try_at is not None
        assert timedelta(seconds=4) <= sent.next_try_at - NOW <= timedelta(seconds=6)
        made.refresh_from_db()
        assert made.failing_since == NOW
        server.respond = answer(200)
        assert send(sent.next_try_at) == 1
    sent.refresh_from_db()
    made.refresh_from_db()
    assert (sent.state, sent.tries, sent.next_try_at, made.failing_since) == ("delivered", 2, None, None)
    first, second = Attempt.objects.order_by("id")
    assert (first.status, first.excerpt, first.failure, second.status) == (503, "no time", "", 200)
    assert {asked.headers["webhook-id"] for asked in server.asked} == {str(sent.event_id)}
    assert server.asked[0].body == server.asked[1].body


def test_after_a_day_of_tries_a_message_is_left_and_can_be_replayed(merchant: Person):
    with listening(answer(500)) as server:
        made = endpoint(merchant.actor, url=here(server))
        sent = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        now = NOW
        while sent.next_try_at:
            now = sent.next_try_at
            assert send(now) == 1
            sent.refresh_from_db()
        assert (sent.state, sent.tries, len(server.asked)) == ("failed", MOST_TRIES, MOST_TRIES)
        assert timedelta(hours=18) < now - NOW < timedelta(hours=30)
        server.respond = answer(204)
        replay_delivery(ask=ReplayDelivery(delivery_id=sent.id), actor=merchant.actor, now=now)
        assert send(now) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.tries, sent.attempts.count()) == ("delivered", 1, MOST_TRIES + 1)


def test_an_endpoint_silent_for_days_is_disabled_and_its_owners_are_told(merchant: Person):
    colleague(merchant, Role.AFTER_SALES)
    with listening(answer(500)) as server:
        made = endpoint(merchant.actor, url=here(server))
        first = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        send()
        later = NOW + SILENCE
        waiting = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=later)
        Outbox.objects.all().delete()
        assert send(later) >= 1
    made.refresh_from_db()
    assert (made.disabled_at, made.disabled_why) == (later, "failing")
    assert {one.state for one in (Delivery.objects.get(id=first.id), Delivery.objects.get(id=waiting.id))} == {"failed"}
    drain_outbox(hand_over=lambda _: None)
    entry = FeedEntry.objects.get(code="webhook.disabled")
    mails = tell_people(event_id=entry.id, now=later)
    (notice,) = Notice.objects.all()
    assert (notice.user_id, notice.facts, mails) == (merchant.user.id, {"url": made.url}, [notice.id])


def test_the_platforms_admins_hear_of_its_endpoint(merchant: Person):
    admin, _agent = staff(Role.ADMIN), staff()
    with listening(answer(410)) as server:
        made = endpoint(PLATFORM, url=here(server))
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=PLATFORM, now=NOW)
        send()
    made.refresh_from_db()
    assert (made.disabled_at, made.disabled_why) == (NOW, "gone")
    drain_outbox(hand_over=lambda _: None)
    tell_people(event_id=FeedEntry.objects.get(code="webhook.disabled").id, now=NOW)
    assert Notice.objects.get().user_id == admin.user.id


def test_an_address_that_leads_inside_is_not_called_and_the_log_says_why(merchant: Person):
    with listening() as server:
        made = endpoint(merchant.actor, url=here(server))
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        assert send(rules=Rules(plain=True)) == 1
        assert server.asked == []
        (attempt,) = Attempt.objects.all()
        assert (attempt.status, attempt.failure) == (
            None,
            "hooks.example leads to a private, local or reserved network, which is not called.",
        )


def test_a_redirect_is_not_followed(merchant: Person):
    with listening() as elsewhere, listening(answer(307, Location=f"http://x.example:{elsewhere.port}/")) as server:
        made = endpoint(merchant.actor, url=here(server))
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        send()
    assert (len(server.asked), elsewhere.asked) == (1, [])
    assert Delivery.objects.get().state == "waiting"


def test_what_is_removed_while_it_is_sent_leaves_no_trace(merchant: Person):
    with listening() as server:
        made = endpoint(merchant.actor, url=here(server))
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)

        def remove(asked: object, handler: object) -> None:
            answer(200)(asked, handler)

        server.respond = remove
        Endpoint.objects.all().delete()
        assert send() == 0


def test_one_that_fails_does_not_hold_up_the_others(merchant: Person):
    with listening(answer(500)) as dead, listening() as alive:
        sick, well = (endpoint(merchant.actor, url=here(one)) for one in (dead, alive))
        Endpoint.objects.filter(id=sick.id).update(failing_since=NOW)
        for _ in range(30):
            for made in (sick, well):
                send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
        assert send() == 60
    assert (len(dead.asked), len(alive.asked)) == (30, 30)


def test_a_thousand_for_one_that_fails_do_not_hide_one_for_another(merchant: Person):
    sick, well = endpoint(merchant.actor), endpoint(merchant.actor)
    Endpoint.objects.filter(id=sick.id).update(failing_since=NOW)
    Delivery.objects.bulk_create(
        Delivery(
            account_id=sick.account_id,
            endpoint=sick,
            event_id=uuid4(),
            code="webhook.test",
            made_at=NOW,
            next_try_at=NOW,
        )
        for _ in range(1_000)
    )
    one = send_test_event(ask=SendTestEvent(endpoint_id=well.id), actor=merchant.actor, now=LATER)
    ask = TakeUp(most=64, most_each=8, busy={}, patience=timedelta(minutes=1))
    parcels = take_up_deliveries(ask=ask, now=LATER)
    assert sorted(parcel.endpoint_id for parcel in parcels) == sorted([sick.id, well.id])
    assert one.id in {parcel.delivery_id for parcel in parcels}
    again = TakeUp(most=64, most_each=8, busy={sick.id: 1, well.id: 8}, patience=timedelta(minutes=1))
    send_test_event(ask=SendTestEvent(endpoint_id=well.id), actor=merchant.actor, now=LATER)
    assert take_up_deliveries(ask=again, now=LATER) == []
    assert len(take_up_deliveries(ask=ask, now=LATER + timedelta(minutes=1))) == 3


def test_what_a_sender_took_and_never_told_of_is_due_again(merchant: Person):
    made = endpoint(merchant.actor)
    sent = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
    ask = TakeUp(most=64, most_each=8, busy={}, patience=timedelta(minutes=1))
    assert [parcel.delivery_id for parcel in take_up_deliveries(ask=ask, now=NOW)] == [sent.id]
    assert take_up_deliveries(ask=ask, now=NOW + timedelta(seconds=59)) == []
    assert [parcel.delivery_id for parcel in take_up_deliveries(ask=ask, now=NOW + timedelta(minutes=1))] == [sent.id]
