"""Orders for staff: found, shown, and answered."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.records.disputes.models import Message
from amends.records.disputes.queue_orders import waiting_messages
from amends.records.orders.models import Order
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.doors.console.asking import nothing_changes, page, send, statements
from tests.makers.cases import line, open_case, paid_order, refunded
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db


def listed(shown: str) -> list[str]:
    """The numbers of the rows, from top to bottom."""
    return re.findall(r'row-link num" href="/console/orders/[0-9a-f-]+/(?:#thread)?">([^<]+)</a>', shown)


def write(who: Person, order: Order, body: str, **changes: object) -> None:
    """Words on the order itself, now."""
    ask = WriteMessage(body=body, order_id=order.id, **changes)
    write_message(ask=ask, actor=who.actor, now=timezone.now())


def test_orders_of_every_account_are_found_by_what_people_have_at_hand(
    client: Client, ana: Person, agent: Person
) -> None:
    mine = paid_order(ana, number="A-100", buyer_email="Mia@Buyer.example", external_number="#77", sent=True)
    other = owner(shop="Paper Moon")
    theirs = paid_order(other, number="A-200", buyer_name="Noé Ümit")
    for words in ("A-100", "a-100", "mia@", "#77", "77", "lp-a-100"):
        assert listed(page(client, agent, "/console/orders/", q=words)) == ["A-100"]
    assert listed(page(client, agent, "/console/orders/", q="noé")) == ["A-200"]
    assert sorted(listed(page(client, agent, "/console/orders/", q="A-"))) == ["A-100", "A-200"]
    assert listed(page(client, agent, "/console/orders/", q="A-", account=str(other.account_id))) == ["A-200"]
    assert "No order begins with these words" in page(client, agent, "/console/orders/", q="100")
    assert f'href="/console/orders/{mine.id}/"' in page(client, agent, "/console/orders/", q="A-100")
    assert theirs.number in page(client, agent, "/console/orders/", account=str(other.account_id))


def test_an_accounts_orders_are_paged(client: Client, ana: Person, agent: Person) -> None:
    made = [paid_order(ana).number for _ in range(27)]
    first = page(client, agent, "/console/orders/", account=str(ana.account_id))
    further = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert further
    second = page(client, agent, "/console/orders/" + further[1].replace("&amp;", "&"))
    assert listed(first) + listed(second) == made[::-1]


def test_a_search_that_finds_more_than_it_shows_says_so(client: Client, ana: Person, agent: Person) -> None:
    for at in range(51):
        paid_order(ana, number=f"Q-{at}")
    shown = page(client, agent, "/console/orders/", q="Q-")
    assert len(listed(shown)) == 50
    assert "Only 50 are shown" in shown


@pytest.mark.parametrize("query", [{"account": "x"}, {"before": "1"}, {"q": "a\0"}])
def test_an_address_that_cannot_be_read_is_told_so(client: Client, agent: Person, query: dict[str, str]) -> None:
    assert "Please check what is marked below" in page(client, agent, "/console/orders/", status=422, **query)


def test_an_order_shows_its_facts_and_disputes(client: Client, ana: Person, agent: Person) -> None:
    order = paid_order(ana, line(3, 1000), shipping=100, sent=True)
    refunded(ana, agent, order, {1: 1})
    waiting = open_case(ana, order, {1: 1})
    shown = page(client, agent, f"/console/orders/{order.id}/")
    for words in ("11.00 USD", "3.66 USD", "1 in dispute", "1 settled", "On hold", waiting.number, "Partly refunded"):
        assert words in shown, words


@pytest.mark.parametrize(
    "path", ["orders/01a20a65-4282-71d2-8a9a-f5748abbad29", "accounts/01a20a65-4282-71d2-8a9a-f5748abbad29"]
)
def test_what_is_not_there_is_not_found(client: Client, agent: Person, path: str) -> None:
    page(client, agent, f"/console/{path}/", status=404)
    if path.startswith("orders"):
        send(client, agent, f"/console/{path}/message/", status=404, message="Hi", audience="staff")


def test_a_merchants_message_waits_until_staff_answer_it(client: Client, ana: Person, agent: Person) -> None:
    order, other = paid_order(ana), paid_order(ana)
    write(ana, order, "Is it sent?")
    write(ana, order, "Hello?")
    write(ana, other, "A gift note, please.")
    shown = page(client, agent, "/console/orders/messages/")
    assert listed(shown) == [other.number, order.number]
    assert "Hello?" in shown
    assert "Is it sent?" not in shown
    path = f"/console/orders/{order.id}/message/"
    send(client, agent, path, message="Ask the warehouse", audience="staff")
    assert listed(page(client, agent, "/console/orders/messages/")) == [other.number, order.number]
    shown = send(client, agent, path, message="It leaves today.", audience="merchant")
    assert "Ask the warehouse" in shown
    assert "It leaves today." in shown
    assert listed(page(client, agent, "/console/orders/messages/")) == [other.number]
    last = Message.objects.latest("id")
    assert (last.body, last.audience, last.dispute_id) == ("It leaves today.", ["merchant", "agents"], None)


def test_words_in_a_dispute_are_no_message_of_the_order(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana), message="Cancel it.")
    write_message(ask=WriteMessage(body="Now!", dispute=dispute.number), actor=ana.actor, now=NOW)
    assert "Every message is answered" in page(client, agent, "/console/orders/messages/")


def test_an_empty_answer_is_not_sent(client: Client, ana: Person, agent: Person) -> None:
    order = paid_order(ana)
    with nothing_changes():
        send(client, agent, f"/console/orders/{order.id}/message/", status=422, message="", audience="merchant")


def test_an_account_shows_all_its_disputes_and_how_they_ended(client: Client, ana: Person, agent: Person) -> None:
    done, waiting = refunded(ana, agent, paid_order(ana)), open_case(ana, paid_order(ana))
    foreign = owner(shop="Paper Moon")
    theirs = open_case(foreign, paid_order(foreign))
    shown = page(client, agent, f"/console/accounts/{ana.account_id}/")
    assert shown.index(waiting.number) < shown.index(done.number)
    assert "2 disputes in all" in shown
    assert theirs.number not in shown


def test_more_orders_ask_no_more_of_the_database(client: Client, ana: Person, agent: Person) -> None:
    order = paid_order(ana)
    write(ana, order, "Hi")
    paths = ("/console/orders/?q=B-", "/console/orders/messages/", f"/console/orders/{order.id}/")
    few = [statements(client, agent, path) for path in paths]
    for _ in range(10):
        write(ana, paid_order(ana), "Hello")
        write(ana, order, "Hello")
    assert [statements(client, agent, path) for path in paths] == few
    assert max(few) <= 11


def test_an_old_message_is_left_to_its_order(client: Client, ana: Person, agent: Person) -> None:
    write(ana, paid_order(ana), "Hi")
    assert "in the last 90 days" in page(client, agent, "/console/orders/messages/")
    assert len(waiting_messages(since=timezone.now() - timedelta(minutes=1), size=5)[0]) == 1
    assert waiting_messages(since=timezone.now() + timedelta(minutes=1), size=5) == ([], None)
