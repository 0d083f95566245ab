"""The merchant's order pages, as a signed-in person asks for them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from amends.core.access import Role
from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.parcels import Parcel
from amends.doors.look.middleware import POLICY
from amends.doors.portal.orders import list_page
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from amends.usecases.orders.note_tracking_alert import NoteTrackingAlert, note_tracking_alert
from tests.makers.incoming import LAMP, MUGS, NOW, PAYMENT, PLACED, PLATFORM, dispute, take
from tests.makers.people import Person, colleague, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Person:
    return owner()


def page(client: Client, who: Person, path: str, *, status: int = 200, **query: str) -> str:
    """What `who` gets to read there."""
    client.force_login(who.user)
    answer = client.get(path, query)
    assert answer.status_code == status
    return re.sub(r"[A-Za-z0-9]{64}", "csrf token", " ".join(answer.content.decode().split()))


def test_a_stranger_signs_in_first_and_comes_back(client: Client) -> None:
    answer = client.get("/orders/?kind=sample")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/orders/%3Fkind%3Dsample")


def test_staff_are_led_to_the_console(client: Client) -> None:
    client.force_login(staff().user)
    assert client.get("/orders/")["Location"] == "/console/"


def test_each_kind_has_its_list(client: Client, ana: Person) -> None:
    for kind in Kind:
        take(ana.account_id, number=f"N-{kind.value}", kind=kind)
    for kind, title in (("", "Store orders"), ("sample", "Sample orders"), ("wholesale", "Wholesale orders"),
                        ("preorder", "Preorder inventory")):  # fmt: skip
        shown = page(client, ana, "/orders/", kind=kind)
        assert f"<h1>{title}</h1>" in shown
        assert f"/orders/N-{kind or 'store'}/" in shown
        assert shown.count("/orders/N-") == (1 if not kind else 2)


@pytest.mark.parametrize("query", [{"kind": "nonsense"}, {"stage": "sold"}, {"below": "1-2"}, {"above": "x" * 9000}])
def test_an_address_that_asks_for_nothing_there_is_is_not_found(
    client: Client, ana: Person, query: dict[str, str]
) -> None:
    page(client, ana, "/orders/", status=404, **query)


def test_tabs_count_and_filter_by_stage(client: Client, ana: Person) -> None:
    take(ana.account_id, number="P-1")
    take(ana.account_id, number="P-2")
    take(ana.account_id, number="C-1", stage=Stage.CLOSED)
    shown = page(client, ana, "/orders/", stage="closed")
    assert 'stage=pending">Pending <span class="count">2</span>' in shown
    assert 'stage=closed" aria-current="page">Closed <span class="count">1</span>' in shown
    assert "/orders/C-1/" in shown
    assert "/orders/P-1/" not in shown


def test_an_empty_list_says_how_orders_come_in(client: Client, ana: Person) -> None:
    assert "the platform that fulfills them tells Amends of each" in page(client, ana, "/orders/")
    assert "No orders in this stage" in page(client, ana, "/orders/", stage="closed")


def test_a_search_keeps_its_kind_and_leads_to_all_orders(client: Client, ana: Person) -> None:
    take(ana.account_id, number="S-77", kind=Kind.SAMPLE)
    shown = page(client, ana, "/orders/", q="S-7")
    assert "Nothing among Store orders begins with “S-7”" in shown
    assert 'href="/orders/?kind=all&amp;q=S-7"' in shown
    assert "/orders/S-77/" in page(client, ana, "/orders/", q="S-7", kind="all")
    assert "/orders/S-77/" in page(client, ana, "/orders/", q="S-7", kind="sample")


@pytest.mark.parametrize("words", ["%", "_", "\0", "x" * 10_000, "<script>alert(1)</script>", "' or 1=1 --", "\ud7ff"])
def test_hostile_words_are_words(client: Client, ana: Person, words: str) -> None:
    take(ana.account_id)
    shown = page(client, ana, "/orders/", q=words)
    assert "A-1001" not in shown
    assert "<script>alert" not in shown


def test_another_accounts_order_and_an_absent_one_look_alike(client: Client, ana: Person) -> None:
    take(owner().account_id, number="THEIRS")
    theirs = page(client, ana, "/orders/THEIRS/", status=404)
    assert theirs == page(client, ana, "/orders/ABSENT/", status=404)


@pytest.mark.parametrize("number", ["Nr. 7 ü", "#1001", "a?b=c", "100%", "sample"])
def test_an_order_with_a_strange_number_has_its_page(client: Client, ana: Person, number: str) -> None:
    take(ana.account_id, number=number)
    client.force_login(ana.user)
    row = client.get("/orders/").context["rows"][0][0]
    assert row.number == number
    assert client.get("/").status_code == 200
    shown = client.get(reverse("portal:order", args=[number]))
    assert (shown.status_code, shown.context["facts"].number) == (200, number)


def test_the_page_tells_what_was_charged_and_how_it_was_paid(client: Client, ana: Person) -> None:
    take(ana.account_id, payments=(PAYMENT,))
    shown = page(client, ana, "/orders/A-1001/")
    assert 'Goods</th><td><span class="money">20.00 USD' in shown
    assert 'Tax handling</th><td><span class="money">0.03 USD' in shown
    assert 'Charged</th><td><span class="money">25.04 USD' in shown
    assert "pay_1" in shown
    assert 'Your buyer paid <span class="money">49.90 EUR</span>' in shown


def test_an_unknown_charge_is_said_to_be_unknown(client: Client, ana: Person) -> None:
    take(ana.account_id, lines=(replace(MUGS, goods=None),), shipping=0, tax=0, tax_handling=0)
    shown = page(client, ana, "/orders/A-1001/")
    assert "Until then it can be disputed for a resend, but not for a refund." in shown
    assert "0.00 USD" not in shown


def test_the_page_and_opening_agree_on_why_not(client: Client, ana: Person) -> None:
    take(ana.account_id, number="UNPAID", payment_state=PaymentState.UNPAID, paid_at=None)
    take(ana.account_id, number="CLOSED", stage=Stage.CLOSED, closed_at=PLACED)
    assert "Order UNPAID has not been paid, so there is nothing to dispute yet." in page(client, ana, "/orders/UNPAID/")
    closed = page(client, ana, "/orders/CLOSED/")
    assert "Order CLOSED is closed; a closed order cannot be disputed." in closed
    assert "/dispute/" not in closed


def test_who_may_not_open_disputes_is_told_so(client: Client, ana: Person) -> None:
    take(ana.account_id)
    shown = page(client, colleague(ana, Role.VIEWER), "/orders/A-1001/")
    assert "Your role reads orders and disputes, but does not open disputes." in shown
    assert "Open dispute" not in shown


def test_parcels_tell_their_steps(client: Client, ana: Person) -> None:
    order = take(ana.account_id)
    parcel = Parcel(method="YunExpress", tracking_number="YT1")
    note_dispatch(ask=NoteDispatch(order_id=order.id, parcels=(parcel,)), actor=PLATFORM, now=NOW)
    note_tracking_alert(
        ask=NoteTrackingAlert(
            order_id=order.id, tracking_number="YT1", tracking=Tracking.ALERT, at=NOW, text="Held at customs"
        ),
        actor=PLATFORM,
        now=NOW,
    )
    shown = page(client, ana, "/orders/A-1001/")
    assert "YunExpress" in shown
    assert shown.index("Tracking alert") < shown.index("Held at customs") < shown.index("Left the warehouse")


def test_what_a_shop_told_cannot_write_the_page(client: Client, ana: Person) -> None:
    bad = "<img src=x onerror=alert(1)>"
    take(ana.account_id, lines=(replace(LAMP, name=bad, sku=bad),), buyer_name=bad, store_name=bad)
    for path in ("/", "/orders/", "/orders/A-1001/"):
        assert bad not in page(client, ana, path)


def test_pages_ask_as_many_statements_for_many_rows_as_for_few(
    client: Client, ana: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(25):
        take(ana.account_id, number=f"M-{number}", lines=(MUGS, LAMP) * 10)
    client.force_login(ana.user)
    for path, exactly in (("/", 9), ("/orders/", 8), ("/orders/?q=m-", 9), ("/orders/M-1/", 14)):
        with django_assert_num_queries(exactly):
            assert client.get(path).status_code == 200


def test_a_message_about_an_order_stands_in_its_thread(client: Client, ana: Person) -> None:
    take(ana.account_id)
    client.force_login(ana.user)
    sent = client.post("/orders/A-1001/messages/", {"message": "Can it go\r\nto another address?"})
    assert sent["Location"] == "/orders/A-1001/#thread-title"
    assert "Can it go<br>to another address?" in page(client, ana, "/orders/A-1001/")


def test_a_refused_message_keeps_its_words(client: Client, ana: Person) -> None:
    take(ana.account_id)
    client.force_login(ana.user)
    words = "long " * 1000
    answer = client.post("/orders/A-1001/messages/", {"message": words})
    assert answer.status_code == 422
    assert words in answer.text
    assert "The message is longer than 4000 characters." in answer.text
    assert client.get("/orders/A-1001/").context["thread"] == []


def test_who_may_not_write_gets_no_form(client: Client, ana: Person) -> None:
    take(ana.account_id)
    assert "Write to the platform" not in page(client, colleague(ana, Role.VIEWER), "/orders/A-1001/")


def test_a_held_order_names_its_dispute_and_a_line_says_where_it_stands(client: Client, ana: Person) -> None:
    number = dispute(ana.actor, take(ana.account_id))
    shown = page(client, ana, "/orders/A-1001/")
    assert "This order goes no further until the open dispute ends or is withdrawn:" in shown
    assert f'1 in <a class="num" href="/disputes/{number}/">{number}</a>' in shown
    assert "Open dispute" in shown
    assert "On hold" in page(client, ana, "/orders/")
    assert f'href="/disputes/{number}/"' in page(client, ana, "/orders/")


def test_a_tab_counts_up_to_its_cap(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_page, "COUNTED", 3)
    for number in range(4):
        take(ana.account_id, number=f"M-{number}")
    assert 'Pending <span class="count">2+</span>' in page(client, ana, "/orders/")


def test_a_page_is_sent_with_what_guards_it(client: Client, ana: Person) -> None:
    client.force_login(ana.user)
    sent = client.get("/orders/").headers
    assert (sent["X-Content-Type-Options"], sent["X-Frame-Options"]) == ("nosniff", "DENY")
    assert sent["Referrer-Policy"] == "same-origin"
    assert sent["Content-Security-Policy"] == POLICY


def test_an_open_dispute_marks_its_order_before_a_later_one_that_ended(client: Client, ana: Person) -> None:
    order = take(ana.account_id)
    still_open = dispute(ana.actor, order, position=1)
    ended = dispute(ana.actor, order, position=2)
    withdraw_dispute(ask=WithdrawDispute(dispute=ended), actor=ana.actor, now=NOW)
    client.force_login(ana.user)
    ((row, mark),) = client.get("/orders/").context["rows"]
    assert (row.held, mark.number) == (True, still_open)


def test_the_page_says_from_when_a_parcel_counts_as_late(client: Client, ana: Person) -> None:
    order = take(ana.account_id)
    ask = NoteDispatch(order_id=order.id, parcels=(Parcel(tracking_number="LP-1", method="Express"),))
    note_dispatch(ask=ask, actor=PLATFORM, now=timezone.now())
    day = date_format(timezone.now().date() + timedelta(days=60), "j M Y")
    shown = page(client, ana, "/orders/A-1001/")
    assert f"<dt>Delayed, Not received</dt><dd>from {day}</dd>" in shown
    assert "When to open a dispute" not in page(client, ana, f"/orders/{take(ana.account_id, number='A-2').number}/")
