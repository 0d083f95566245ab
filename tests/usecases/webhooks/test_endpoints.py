"""Keeping endpoints: whose they are, what they may be, their secrets."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import override_settings

from amends.core.access import Forbidden, Role
from amends.core.outbound.addresses import Rules
from amends.core.outbound.refusals import CredentialsRefused, NetworkRefused, SchemeRefused
from amends.core.webhooks.endpoints import (
    MOST_ENDPOINTS,
    DeliveryUnderWay,
    DeliveryUnseen,
    EndpointDisabled,
    EndpointUnseen,
    TooManyEndpoints,
    UnknownEvent,
)
from amends.records.notices.models import Outbox
from amends.records.webhooks.models import Attempt, Delivery, Endpoint, Secret
from amends.records.webhooks.queries import endpoints_of
from amends.records.webhooks.secrets import active_secrets, secret_of
from amends.usecases.webhooks.change_endpoint import ChangeEndpoint, change_endpoint
from amends.usecases.webhooks.forget_deliveries import forget_deliveries
from amends.usecases.webhooks.record_attempts import RecordAttempts, Tried, record_attempts
from amends.usecases.webhooks.remove_endpoint import RemoveEndpoint, remove_endpoint
from amends.usecases.webhooks.replay_delivery import ReplayDelivery, replay_delivery
from amends.usecases.webhooks.rotate_secret import RotateSecret, rotate_secret
from amends.usecases.webhooks.send_test_event import SendTestEvent, send_test_event
from amends.usecases.webhooks.take_up_deliveries import TakeUp, take_up_deliveries
from tests.makers.incoming import PLATFORM
from tests.makers.people import NOW, colleague, owner, staff
from tests.makers.webhooks import endpoint

pytestmark = pytest.mark.django_db
PUBLIC = override_settings(OUTBOUND_RULES=Rules())
DAY = timedelta(days=1)
TAKE = TakeUp(most=9, most_each=9, busy={}, patience=timedelta(minutes=1))


def test_an_owner_adds_an_endpoint_with_a_secret():
    merchant = owner()
    made = endpoint(merchant.actor, "dispute.settled", "dispute.opened", url="https://Hooks.Example:443/in")
    assert (made.url, made.events) == ("https://hooks.example/in", ["dispute.opened", "dispute.settled"])
    assert (made.account_id, made.made_by_name, made.style) == (merchant.account_id, "Ana Ruiz", "standard")
    (secret,) = active_secrets(made.id, now=NOW)
    assert len(secret_of(secret.id)) == 32
    assert secret_of(secret.id) == secret_of(secret.id) != secret_of(uuid4())


def test_the_platforms_endpoints_are_nobodys_account():
    mine, theirs = endpoint(PLATFORM), endpoint(owner().actor)
    assert endpoints_of(None) == [mine]
    assert (mine.account_id, theirs.account_id is None) == (None, False)
    admin = staff(Role.ADMIN).actor
    assert (
        change_endpoint(ask=ChangeEndpoint(endpoint_id=mine.id, description=" x "), actor=admin, now=NOW).id == mine.id
    )
    with pytest.raises(EndpointUnseen):
        change_endpoint(ask=ChangeEndpoint(endpoint_id=theirs.id, description="x"), actor=admin, now=NOW)


@pytest.mark.parametrize("role", [Role.AFTER_SALES, Role.FINANCE, Role.VIEWER])
def test_only_owners_of_a_merchants_people(role: Role):
    with pytest.raises(Forbidden):
        endpoint(colleague(owner(), role).actor)
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF_FINANCE, Role.POLICY_OWNER])
def test_only_admins_of_the_platforms_staff(role: Role):
    with pytest.raises(Forbidden):
        endpoint(staff(role).actor)
    assert not Endpoint.objects.exists()


@PUBLIC
@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://hooks.example/", SchemeRefused),
        ("https://me:pw@hooks.example/", CredentialsRefused),
        ("https://127.0.0.1/", NetworkRefused),
        ("https://169.254.169.254/latest/meta-data", NetworkRefused),
        ("https://[::1]/", NetworkRefused),
        ("https://localhost/", NetworkRefused),
        ("https://a.localhost/", NetworkRefused),
    ],
)
def test_an_address_that_would_not_be_called_is_not_kept(url: str, refusal: type[Exception]):
    merchant = owner()
    with pytest.raises(refusal):
        endpoint(merchant.actor, url=url)
    assert not Endpoint.objects.exists()
    kept = endpoint(merchant.actor)
    with pytest.raises(refusal):
        change_endpoint(ask=ChangeEndpoint(endpoint_id=kept.id, url=url), actor=merchant.actor, now=NOW)
    kept.refresh_from_db()
    assert kept.url == "https://hooks.example/in"


@pytest.mark.parametrize("event", ["dispute.exploded", "dispute.escalated", "webhook.test", ""])
def test_a_merchant_subscribes_to_what_there_is_for_merchants(event: str):
    with pytest.raises(UnknownEvent):
        endpoint(owner().actor, event)
    assert not Endpoint.objects.exists()


def test_the_platform_may_hear_of_an_escalation():
    assert endpoint(PLATFORM, "dispute.escalated").events == ["dispute.escalated"]


def test_an_account_has_no_more_than_twenty():
    merchant = owner()
    for _ in range(MOST_ENDPOINTS):
        endpoint(merchant.actor)
    with pytest.raises(TooManyEndpoints):
        endpoint(merchant.actor)
    assert Endpoint.objects.count() == MOST_ENDPOINTS
    endpoint(owner().actor)


def test_another_account_sees_and_touches_nothing():
    mine, stranger = owner(), owner().actor
    made = endpoint(mine.actor)
    test = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=mine.actor, now=NOW)
    for verb, ask in (
        (change_endpoint, ChangeEndpoint(endpoint_id=made.id, enabled=False)),
        (remove_endpoint, RemoveEndpoint(endpoint_id=made.id)),
        (rotate_secret, RotateSecret(endpoint_id=made.id)),
        (send_test_event, SendTestEvent(endpoint_id=made.id)),
    ):
        with pytest.raises(EndpointUnseen):
            verb(ask=ask, actor=stranger, now=NOW)
    with pytest.raises(DeliveryUnseen):
        replay_delivery(ask=ReplayDelivery(delivery_id=test.id), actor=stranger, now=NOW)
    made.refresh_from_db()
    assert (made.disabled_at, Secret.objects.count(), Delivery.objects.count()) == (None, 1, 1)


def test_a_replaced_secret_signs_for_another_day():
    merchant = owner()
    made = endpoint(merchant.actor)
    (old,) = active_secrets(made.id, now=NOW)
    new = rotate_secret(ask=RotateSecret(endpoint_id=made.id), actor=merchant.actor, now=NOW)
    assert [one.id for one in active_secrets(made.id, now=NOW)] == [new.id, old.id]
    assert [one.id for one in active_secrets(made.id, now=NOW + DAY)] == [new.id]


def test_at_most_three_secrets_sign_and_the_last_to_come_lasts():
    merchant = owner()
    made = endpoint(merchant.actor)
    for hours in range(5):
        rotate_secret(ask=RotateSecret(endpoint_id=made.id), actor=merchant.actor, now=NOW + timedelta(hours=hours))
    active = active_secrets(made.id, now=NOW + timedelta(hours=5))
    assert [one.ends_at for one in active] == [None, NOW + DAY + timedelta(hours=4), NOW + DAY + timedelta(hours=3)]


def test_a_secret_that_leaked_signs_nothing_more():
    merchant = owner()
    made = endpoint(merchant.actor)
    new = rotate_secret(ask=RotateSecret(endpoint_id=made.id, at_once=True), actor=merchant.actor, now=NOW)
    assert [one.id for one in active_secrets(made.id, now=NOW)] == [new.id]


def test_what_waits_for_its_next_try_is_tried_at_once_and_keeps_its_count():
    merchant = owner()
    made = endpoint(merchant.actor)
    sent = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
    again = ReplayDelivery(delivery_id=sent.id)
    (parcel,) = take_up_deliveries(ask=TAKE, now=NOW)
    before = Delivery.objects.values().get()
    with pytest.raises(DeliveryUnderWay):
        replay_delivery(ask=again, actor=merchant.actor, now=NOW + timedelta(seconds=59))
    assert Delivery.objects.values().get() == before
    failed = Tried(delivery_id=parcel.delivery_id, at=NOW, status=500, milliseconds=5, lot=0)
    record_attempts(ask=RecordAttempts(tried=(failed,)), now=NOW)
    assert Delivery.objects.get().next_try_at > NOW + timedelta(seconds=1)
    now = replay_delivery(ask=again, actor=merchant.actor, now=NOW + timedelta(seconds=1))
    assert (now.state, now.tries, now.next_try_at) == ("waiting", 1, NOW + timedelta(seconds=1))
    assert [one.delivery_id for one in take_up_deliveries(ask=TAKE, now=NOW + timedelta(seconds=1))] == [sent.id]


def test_disabling_leaves_what_waits_and_enabling_lets_it_be_replayed():
    merchant = owner()
    made, asked = endpoint(merchant.actor), merchant.actor
    test = send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=asked, now=NOW)
    again = ReplayDelivery(delivery_id=test.id)
    made = change_endpoint(ask=ChangeEndpoint(endpoint_id=made.id, enabled=False), actor=asked, now=NOW)
    test.refresh_from_db()
    assert (made.disabled_at, made.disabled_why) == (NOW, "asked")
    assert (test.state, test.next_try_at, test.done_at) == ("failed", None, NOW)
    with pytest.raises(EndpointDisabled):
        replay_delivery(ask=again, actor=asked, now=NOW)
    with pytest.raises(EndpointDisabled):
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=asked, now=NOW)
    assert Delivery.objects.get().state == "failed"
    made = change_endpoint(ask=ChangeEndpoint(endpoint_id=made.id, enabled=True), actor=asked, now=NOW)
    assert (made.disabled_at, made.disabled_why) == (None, "")
    replayed = replay_delivery(ask=again, actor=asked, now=NOW)
    assert (replayed.id, replayed.state, replayed.next_try_at) == (test.id, "waiting", NOW)


def sent(made: Endpoint, many: int) -> list[UUID]:
    """So many messages to one endpoint, all under way."""
    for _ in range(many):
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=PLATFORM, now=NOW)
    return [parcel.delivery_id for parcel in take_up_deliveries(ask=TAKE, now=NOW)]


def record(delivery_id: UUID, status: int) -> None:
    tried = Tried(delivery_id=delivery_id, at=NOW, status=status, milliseconds=5, lot=0)
    record_attempts(ask=RecordAttempts(tried=(tried,)), now=NOW)


def test_what_was_under_way_when_its_endpoint_was_disabled_keeps_what_came_of_it():
    """One answered 410; of the others, whose calls were open, one was taken in and one was not."""
    made = endpoint(PLATFORM)
    gone, taken, failed, unsent = sent(made, 4)
    for delivery_id, status in ((gone, 410), (taken, 204), (failed, 410)):
        record(delivery_id, status)
    found = {one.id: (one.state, one.tries, one.next_try_at, one.done_at) for one in Delivery.objects.all()}
    assert found == {
        gone: ("failed", 1, None, NOW),
        taken: ("delivered", 1, None, NOW),
        failed: ("failed", 1, None, NOW),
        unsent: ("failed", 0, None, NOW),
    }
    attempts = Attempt.objects.order_by("id").values_list("delivery_id", "status")
    assert list(attempts) == [(gone, 410), (taken, 204), (failed, 410)]
    made.refresh_from_db()
    assert (made.disabled_why, Outbox.objects.filter(code="webhook.disabled").count()) == ("gone", 1)


def test_what_arrived_twice_stays_delivered_whatever_the_second_call_says():
    made = endpoint(PLATFORM)
    (delivery_id,) = sent(made, 1)
    record(delivery_id, 200)
    record(delivery_id, 500)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.next_try_at) == ("delivered", 2, None)
    assert Attempt.objects.count() == 2


def test_removing_takes_secrets_and_log_along():
    merchant = owner()
    made = endpoint(merchant.actor)
    send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW)
    remove_endpoint(ask=RemoveEndpoint(endpoint_id=made.id), actor=merchant.actor, now=NOW)
    assert [model.objects.count() for model in (Endpoint, Secret, Delivery)] == [0, 0, 0]


def test_what_was_done_a_month_ago_is_forgotten_and_what_waits_is_not():
    merchant = owner()
    made = endpoint(merchant.actor)
    old, new, waiting = (
        send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=merchant.actor, now=NOW) for _ in range(3)
    )
    for one, days in ((old, 31), (new, 29)):
        told = Tried(delivery_id=one.id, at=NOW, status=200, milliseconds=5, lot=0)
        record_attempts(ask=RecordAttempts(tried=(told,)), now=NOW - days * DAY)
    assert (forget_deliveries(now=NOW), forget_deliveries(now=NOW)) == (1, 0)
    assert set(Delivery.objects.values_list("id", flat=True)) == {new.id, waiting.id}
    assert Attempt.objects.get().delivery_id == new.id
