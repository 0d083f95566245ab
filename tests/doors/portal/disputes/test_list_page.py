"""All disputes of an account: what needs an answer first, the rest by pages, a search, an export."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.http import HttpResponse
from django.test import Client

from amends.doors.portal.disputes.list_page import MOST_WAITING
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.makers.cases import offer, open_case, paid_order, refunded
from tests.makers.drafts import draft, sent_order, typed
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client: Client) -> Person:
    person = owner()
    client.force_login(person.user)
    return person


def words(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def disputes_in(shown: str) -> list[str]:
    """The numbers of the list below the tabs."""
    return [part.split("/")[0] for part in shown.split('class="row-link num" href="/disputes/')[1:]]


def opened_at(dispute: Dispute, days: int) -> Dispute:
    """The dispute as if it had been opened so many days ago: the order of a list is what is tried."""
    Dispute.objects.filter(id=dispute.id).update(opened_at=dispute.opened_at - timedelta(days=days))
    return dispute


def test_what_needs_an_answer_stands_first_with_its_time(client: Client, ana: Person) -> None:
    waits, reviewed = open_case(ana, paid_order(ana)), open_case(ana, paid_order(ana))
    offer(waits, staff(), amount=700)
    shown = words(client.get("/disputes/"))
    above, below = shown.split('class="tabs"')
    assert disputes_in(above) == [waits.number]
    assert disputes_in(below) == [reviewed.number]
    assert "30 Nov 2026, 12:00 UTC" in above


def test_of_many_that_need_an_answer_the_first_stand_above_and_all_are_a_tab_away(client: Client, ana: Person) -> None:
    agent, cases = staff(), [open_case(ana, paid_order(ana)) for _ in range(MOST_WAITING + 1)]
    for case in cases[1:]:
        offer(case, agent, amount=700)
    assert "?tab=answer" not in words(client.get("/disputes/")).split('class="tabs"')[0]

    offer(cases[0], agent, amount=700)

    above, _below = words(client.get("/disputes/")).split('class="tabs"')
    assert (len(disputes_in(above)), "?tab=answer" in above) == (MOST_WAITING, True)
    above, first = words(client.get("/disputes/?tab=answer")).split('class="tabs"')
    assert disputes_in(above) == []
    assert disputes_in(first) == [case.number for case in reversed(cases[1:])]
    assert "Needs your answer" in words(client.get("/disputes/?tab=answer"))


def test_closed_and_all_are_a_tab_away(client: Client, ana: Person) -> None:
    closed, reviewed = refunded(ana, staff(), paid_order(ana)), open_case(ana, paid_order(ana))
    assert disputes_in(words(client.get("/disputes/?tab=closed"))) == [closed.number]
    assert disputes_in(words(client.get("/disputes/?tab=all"))) == [reviewed.number, closed.number]
    assert client.get("/disputes/?tab=nonsense").status_code == 404


def test_the_list_goes_on_where_a_page_ended(client: Client, ana: Person) -> None:
    opened = [opened_at(open_case(ana, paid_order(ana)), days).number for days in range(23)]
    first = words(client.get("/disputes/"))
    assert disputes_in(first) == opened[:20]
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert disputes_in(words(client.get(older))) == opened[20:]
    assert client.get("/disputes/?before=1-2").status_code == 404


def test_a_draft_is_offered_again(client: Client, ana: Person) -> None:
    order = sent_order(ana)
    draft(order, ana.actor, typed(order))
    shown = words(client.get("/disputes/"))
    assert '<a class="button" href="/orders/A-1001/dispute/">Continue' in shown
    assert "Continue your draft" in words(client.get("/orders/A-1001/"))


@pytest.mark.parametrize("found_by", ["number", "order", "buyer"])
def test_a_dispute_is_found_by_its_number_or_its_order(client: Client, ana: Person, found_by: str) -> None:
    order = paid_order(ana)
    wanted = open_case(ana, order)
    open_case(ana, paid_order(ana, buyer_name="Somebody Else", buyer_email="else@buyer.example"))
    typed_words = {"number": wanted.number.lower(), "order": order.number, "buyer": "zoë stra"}[found_by]
    assert disputes_in(words(client.get("/disputes/", {"q": typed_words}))) == [wanted.number]


def test_nothing_found_says_how_to_look(client: Client, ana: Person) -> None:
    assert "No dispute is found by “\u2603”" in words(client.get("/disputes/", {"q": "\u2603\x00"}))


def test_the_export_holds_every_row_and_no_formula(client: Client, ana: Person) -> None:
    first = open_case(ana, paid_order(ana))
    Order.objects.filter(id=first.order_id).update(number="=HYPERLINK(1)")
    second = opened_at(open_case(ana, paid_order(ana)), 1)
    answer = client.get("/disputes/export.csv")
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [row["dispute"] for row in rows] == [first.number, second.number]
    assert rows[0]["order"] == "'=HYPERLINK(1)"
    assert (rows[0]["asked"], rows[0]["currency"], rows[0]["state"]) == ("10.00", "USD", "under_review")


def test_another_account_sees_none_of_it(client: Client, ana: Person) -> None:
    case = open_case(ana, paid_order(ana))
    client.force_login(owner().user)
    for path in ("/disputes/", "/disputes/?tab=all", f"/disputes/?q={case.number}"):
        assert disputes_in(words(client.get(path))) == []
    assert case.number not in b"".join(client.get("/disputes/export.csv")).decode()
