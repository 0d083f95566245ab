"""Finance sees whether a payment house's lines agree with the books."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.reconciliation.movement import Movement
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.reconciliation.models import StatementRun
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.cases import paid_order
from tests.makers.claims import hear, moved
from tests.makers.people import Person
from tests.makers.statements import fetched, run_asked

pytestmark = pytest.mark.django_db

PATH = "/console/book/reconciliation/"


@dataclass(frozen=True)
class Told:
    """A payment house that tells these lines; without any it does not answer."""

    lines: tuple[Movement, ...] = ()

    def movements(self, *, since: datetime, until: datetime) -> Iterator[Movement]:
        if not self.lines:
            raise OutcomeUnknown("the line is dead")
        yield from self.lines


def line(ref: str, amount: int, *, about: str = "", days: float = 1, currency: str = "USD") -> Movement:
    at = timezone.now() - timedelta(days=days)
    return Movement(ref, about or ref, "refund", amount, 0, currency, at)


def told(*lines: Movement) -> StatementRun:
    return fetched("sandbox", Told(lines), now=timezone.now())


def test_before_anything_was_asked_the_page_says_what_will_come(client: Client, finance: Person) -> None:
    assert "No payment house was asked for its lines yet" in page(client, finance, PATH)


def test_a_house_that_never_answered_shows_no_verdict(client: Client, finance: Person) -> None:
    told()
    shown = page(client, finance, PATH)
    assert "The last fetching failed" in shown and "the line is dead" in shown and "Not known yet" in shown
    assert "All of it agrees" not in shown


def test_what_does_not_agree_comes_first_with_where_it_leads(client: Client, ana: Person, finance: Person) -> None:
    at = timezone.now() - timedelta(days=1)
    claim = hear(paid_order(ana), ref="dp_1", moved=(moved(-400, ref="txn_1", fee=15, at=at),))
    told(line("txn_1", -410, about="dp_1"), line("by-hand", -1250), line("x", -7, currency="EUR"))
    shown = page(client, finance, PATH)
    for words in ("2 do not agree", "−4.15", "−4.10", "−12.50", f'href="/console/claims/{claim.id}/"', "by-hand"):
        assert words in shown
    assert "−0.07" not in shown and "−0.07" in page(client, finance, PATH, currency="EUR")
    assert "Nothing stands so in these days" in page(client, finance, PATH, tab="agrees")
    file = client.get(f"{PATH}rows.csv")
    lines = b"".join(file).decode().splitlines()  # type: ignore[arg-type]
    assert [one.split(",")[:5] for one in lines[1:]] == [
        ["sandbox", "theirs", "line", "", ""],
        ["sandbox", "differs", "claim", "dp_1", "-4.15"],
    ]


def test_a_refund_made_by_hand_leads_to_the_order_whose_payment_it_names(
    client: Client, ana: Person, finance: Person
) -> None:
    order = paid_order(ana)
    told(line("by-hand", -1250, about=order.payments.get().provider_ref))
    shown = page(client, finance, PATH)
    assert f'href="/console/orders/{order.id}/">{order.number}</a>' in shown


def test_a_currency_that_only_our_books_know_is_shown(client: Client, ana: Person, finance: Person) -> None:
    """We booked that the house gave back euros, and it tells of dollars alone."""
    at = timezone.now() - timedelta(days=5)
    order = paid_order(ana, currency="EUR")
    hear(order, ref="dp_1", currency="EUR", moved=(moved(-400, ref="txn_1", currency="EUR", at=at),))
    told(line("txn_0", -7, days=20))
    assert '<option value="EUR">EUR</option>' in page(client, finance, PATH)
    shown = page(client, finance, PATH, currency="EUR")
    assert "1 does not agree" in shown and "−4.00" in shown and "dp_1" in shown


def test_all_of_it_agrees(client: Client, ana: Person, finance: Person) -> None:
    at = timezone.now() - timedelta(days=1)
    hear(paid_order(ana), ref="dp_1", moved=(moved(-400, ref="txn_1", at=at),))
    told(line("txn_1", -400, about="dp_1"))
    shown = page(client, finance, PATH)
    assert shown.count("All of it agrees") == 2
    assert "clearing account of Sandbox, over all time:" in shown and "4.00" in shown
    assert "dp_1" in page(client, finance, PATH, tab="agrees")


def test_pages_go_on_where_the_last_one_ended(client: Client, finance: Person) -> None:
    told(*(line(f"r{at:02}", -100 - at, days=1 + at // 3) for at in range(70)))
    seen, query = list[str](), "?tab=differs"
    while query:
        shown = page(client, finance, PATH + query)
        seen += [f"r{at:02}" for at in range(70) if f'"num">r{at:02}<' in shown]
        _, _, rest = shown.partition('rel="next" href="')
        query = rest.partition('"')[0].replace("&amp;", "&")
    assert sorted(seen) == [f"r{at:02}" for at in range(70)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "2026-11-02", "until": "2026-11-01"}, "The first day comes after the last."),
        ({"since": "2020-01-01"}, "At most 93 days at a time."),
        ({"provider": "nobody"}, "nobody"),
        ({"after": "1-2"}, "not complete"),
    ],
)
def test_an_address_that_says_nothing_is_refused(
    client: Client, finance: Person, query: dict[str, str], said: str
) -> None:
    told(line("x", -1))
    assert said in page(client, finance, PATH, status=422, **query)
    client.force_login(finance.user)
    assert client.get(f"{PATH}rows.csv", query).status_code == 422


def test_fetch_now_asks_once(client: Client, finance: Person) -> None:
    told(line("x", -1))
    shown = send(client, finance, f"{PATH}fetch/", provider="sandbox")
    assert "The lines are being fetched." in shown and "Fetch now" not in shown
    (run,) = StatementRun.objects.filter(finished_at=None)
    assert run.asked_by == finance.actor.name
    with nothing_changes():
        assert "are being fetched already" in send(client, finance, f"{PATH}fetch/", provider="sandbox")


def test_only_who_manages_settlements_fetches_and_only_a_house_that_is_known(
    client: Client, agent: Person, finance: Person
) -> None:
    run_asked("sandbox")
    with nothing_changes():
        send(client, agent, f"{PATH}fetch/", status=403, provider="sandbox")
        send(client, finance, f"{PATH}fetch/", status=404, provider="elsewhere")
