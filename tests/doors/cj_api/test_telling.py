"""From what happened to a message at CJ's clients: their shapes, their signature, the topics they chose."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest
from django.test import override_settings

from amends.core.cj_api.ids import write_id
from amends.core.cj_api.messages import Topic
from amends.core.webhooks.endpoints import KeptOverCj, Style
from amends.doors.jobs.hand_over import hand_over
from amends.records.cj_api.models import CjMember
from amends.records.notices.models import Outbox
from amends.records.webhooks.models import Delivery, Endpoint, Secret
from amends.usecases.cj_api.set_callbacks import SetCallbacks, set_callbacks
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.webhooks.change_endpoint import ChangeEndpoint, change_endpoint
from amends.usecases.webhooks.rotate_secret import RotateSecret, rotate_secret
from amends.usecases.webhooks.send_test_event import SendTestEvent, send_test_event
from tests.makers.cases import nothing_happens, open_case, paid_order, ship
from tests.makers.incoming import NOW
from tests.makers.listening import Listening, answer, listening
from tests.makers.people import Person, owner
from tests.makers.webhooks import OWN, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    """One who logged in over CJ's API."""
    made = owner()
    CjMember.objects.create(account_id=made.account_id, open_id=4711)
    return made


@pytest.fixture
def server() -> Iterator[Listening]:
    with listening(answer(200)) as there, override_settings(OUTBOUND_RULES=OWN):
        yield there


def listens(merchant: Person, server: Listening, *topics: Topic) -> None:
    """From now on, and to nothing that was before."""
    urls: dict[Topic, str | None] = dict.fromkeys(topics, f"http://client.example:{server.port}/cj")
    set_callbacks(ask=SetCallbacks(urls=urls), actor=merchant.actor, now=NOW)
    Outbox.objects.all().delete()


def arrived(server: Listening) -> list[dict]:
    """What is told now, in order."""
    while drain_outbox(hand_over=hand_over):
        pass
    Delivery.objects.filter(next_try_at__isnull=False).update(next_try_at=NOW)
    server.asked.clear()
    send()
    told = [json.loads(asked.body) for asked in server.asked]
    return sorted(told, key=lambda one: (one["type"], one["messageId"]))


def kinds(told: list[dict]) -> list[tuple[str, str]]:
    return [(one["type"], one["messageType"]) for one in told]


def test_an_order_is_told_as_it_comes_and_as_it_goes(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER, Topic.LOGISTICS)
    order = paid_order(merchant, number="SD-9", external_number="#9")
    told = arrived(server)
    assert kinds(told) == [("ORDER", "INSERT")]
    params = told[0]["params"]
    assert (told[0]["openId"], params["cjOrderId"], params["orderNumber"]) == (4711, write_id(order.id), "#9")
    assert params["orderStatus"] == "UNSHIPPED"
    ship(order)
    told = arrived(server)
    assert kinds(told) == [("LOGISTIC", "INSERT"), ("ORDER", "UPDATE")]
    assert told[0]["messageId"] != told[1]["messageId"]
    parcel, sent = (one["params"] for one in told)
    assert (parcel["orderId"], parcel["trackingNumber"], parcel["trackingStatus"]) == (write_id(order.id), "LP-SD-9", 5)
    assert [step["activity"] for step in json.loads(parcel["logisticsTrackEvents"])] == ["Sent"]
    assert (sent["orderStatus"], sent["trackNumber"]) == ("SHIPPED", "LP-SD-9")


def test_a_dispute_is_told_with_its_state(merchant: Person, server: Listening) -> None:
    order = paid_order(merchant, sent=True)
    listens(merchant, server, Topic.DISPUTE)
    number = open_case(merchant, order).number
    told = arrived(server)
    assert kinds(told) == [("DISPUTE", "INSERT")]
    params = told[0]["params"]
    assert (params["disputeId"], params["orderId"], params["status"]) == (number, write_id(order.id), "Processing")
    withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=merchant.actor, now=NOW)
    told = arrived(server)
    assert kinds(told) == [("DISPUTE", "UPDATE")]
    assert (told[0]["params"]["status"], told[0]["params"]["finallyDeal"]) == ("Cancelled", None)


def test_what_happened_meanwhile_is_told_by_its_own_message(merchant: Person, server: Listening) -> None:
    order = paid_order(merchant, sent=True)
    listens(merchant, server, Topic.DISPUTE)
    number = open_case(merchant, order).number
    withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=merchant.actor, now=NOW)
    told = [(one["messageType"], one["params"]["status"]) for one in arrived(server)]
    assert sorted(told) == [("INSERT", "Processing"), ("UPDATE", "Cancelled")]


def test_the_bytes_are_signed_with_the_open_id(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER)
    paid_order(merchant)
    arrived(server)
    asked = server.asked[0]
    expected = base64.b64encode(hmac.digest(b"4711", asked.body, hashlib.sha256)).decode()
    assert (asked.headers["sign"], asked.headers["content-type"]) == (expected, "application/json;charset=utf-8")


def test_a_message_that_was_not_taken_in_is_told_again_under_its_id(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER)
    paid_order(merchant)
    server.respond = answer(500)
    first = arrived(server)
    server.respond = answer(200)
    assert arrived(server) == first != []
    assert arrived(server) == []


def test_another_accounts_and_orders_in_other_money_are_not_told(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER, Topic.LOGISTICS, Topic.DISPUTE)
    paid_order(owner(), sent=True)
    paid_order(merchant, currency="EUR", sent=True)
    assert arrived(server) == []
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("topic", [Topic.PRODUCT, Topic.STOCK, Topic.MAKEUP, Topic.PRIVATE_ORDER])
def test_of_goods_there_is_nothing_to_tell(merchant: Person, server: Listening, topic: Topic) -> None:
    listens(merchant, server, topic)
    open_case(merchant, paid_order(merchant, sent=True))
    assert arrived(server) == []


def test_a_topic_that_was_ended_is_not_told_and_one_set_anew_is_again(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER)
    kept = Endpoint.objects.get()
    change_endpoint(ask=ChangeEndpoint(endpoint_id=kept.id, enabled=False), actor=merchant.actor, now=NOW)
    paid_order(merchant)
    assert arrived(server) == []
    listens(merchant, server, Topic.ORDER)
    assert Endpoint.objects.get().id == kept.id
    paid_order(merchant)
    assert len(arrived(server)) == 1
    set_callbacks(ask=SetCallbacks(urls={Topic.ORDER: None}), actor=merchant.actor, now=NOW)
    paid_order(merchant)
    assert (arrived(server), Endpoint.objects.count()) == ([], 0)


def test_a_test_event_is_of_a_type_of_its_own(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER)
    send_test_event(ask=SendTestEvent(endpoint_id=Endpoint.objects.get().id), actor=merchant.actor, now=NOW)
    told = arrived(server)
    assert (kinds(told), told[0]["params"]) == ([("TEST", "INSERT")], {})


def test_what_it_hears_of_and_how_it_signs_is_not_chosen_here(merchant: Person, server: Listening) -> None:
    listens(merchant, server, Topic.ORDER)
    kept = Endpoint.objects.get()
    with nothing_happens(KeptOverCj):
        change_endpoint(ask=ChangeEndpoint(endpoint_id=kept.id, events=()), actor=merchant.actor, now=NOW)
    with nothing_happens(KeptOverCj):
        rotate_secret(ask=RotateSecret(endpoint_id=kept.id), actor=merchant.actor, now=NOW)
    assert (kept.style, Secret.objects.count()) == (Style.CJ.value, 0)


def test_an_account_that_never_logged_in_is_told_nothing_and_the_failure_is_kept(server: Listening) -> None:
    stranger = owner()
    listens(stranger, server, Topic.ORDER)
    paid_order(stranger)
    assert arrived(server) == []
    attempt = Delivery.objects.get().attempts.get()
    assert (attempt.status, attempt.failure) == (None, "LookupError")
