"""The book: what is stuck, what was posted, and whether it adds up."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from amends.core.disputes.reasons import Wish
from amends.core.settlements.legs import LegState
from amends.records.disputes.models import Dispute
from amends.records.ledger.models import Entry
from amends.records.ledger.queries import read_entries, trial_balance
from amends.records.settlements.models import Leg
from amends.records.settlements.queries import SettlementTab, read_settlements
from tests.doors.console.asking import page, statements
from tests.makers.cases import approve, bank_of, line, open_case, paid_order, refunded, settle
from tests.makers.people import Person

pytestmark = pytest.mark.django_db


def test_settlements_stand_where_finance_looks_for_them(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    now = timezone.now()
    late, unknown, running = (open_case(ana, paid_order(ana), wish=Wish.REFUND_ORIGINAL) for _ in range(3))
    for dispute, hours in ((late, -1), (unknown, 5), (running, 2)):
        approve(dispute, agent)
        Dispute.objects.filter(id=dispute.id).update(due_at=now + timedelta(hours=hours))
    Leg.objects.filter(settlement__dispute=unknown).update(state=LegState.UNKNOWN, failure="timed out")
    done = refunded(ana, agent, paid_order(ana))

    def numbers(tab: SettlementTab) -> list[str]:
        return [row.dispute for row in read_settlements(tab=tab, now=now, size=10)[0]]

    assert numbers(SettlementTab.STUCK) == [late.number, unknown.number]
    assert numbers(SettlementTab.RUNNING) == [running.number]
    assert numbers(SettlementTab.FINISHED) == [done.number]
    shown = page(client, finance, "/console/book/")
    for words in (late.number, unknown.number, "Outcome unknown", "timed out", "Overdue", "10.00 USD"):
        assert words in shown
    assert running.number not in shown
    assert done.number in page(client, finance, "/console/book/", tab="finished")


@pytest.mark.parametrize("tab", list(SettlementTab))
def test_settlements_are_paged(ana: Person, agent: Person, tab: SettlementTab) -> None:
    cases = [open_case(ana, paid_order(ana)) for _ in range(5)]
    for dispute in cases:
        approve(dispute, agent)
        if tab is SettlementTab.FINISHED:
            settle(dispute)
    due = timezone.now()
    Dispute.objects.filter(due_at__isnull=False).update(due_at=due)
    now = due + timedelta(hours=1 if tab is SettlementTab.STUCK else -1)
    seen: list[str] = []
    place = None
    for _ in range(3):
        rows, place = read_settlements(tab=tab, now=now, size=2, beyond=place)
        seen += [row.dispute for row in rows]
    assert sorted(seen) == sorted(dispute.number for dispute in cases)
    assert place is None


def test_entries_are_told_with_their_postings(
    client: Client, ana: Person, agent: Person, finance: Person, tmp_path: Path
) -> None:
    wallet = refunded(ana, agent, paid_order(ana))
    original = open_case(ana, paid_order(ana, line(1, 700)), wish=Wish.REFUND_ORIGINAL)
    approve(original, agent)
    settle(original, bank_of(tmp_path))
    rows, last = read_entries(size=10)
    told = [(r.source.kind, r.destination.kind, r.destination.detail, r.amount) for row in rows for r in row.postings]
    assert told == [("after_sales", "clearing", "sandbox", 700), ("after_sales", "wallet_cash", "Blue Lantern", 1000)]
    assert last is None
    shown = page(client, finance, "/console/book/entries/")
    for words in (wallet.number, original.number, "10.00 USD", "7.00 USD", "Clearing", "Wallet, withdrawable"):
        assert words in shown
    first, place = read_entries(size=1)
    second, end = read_entries(size=1, before=place)
    assert [entry.id for entry in first + second] == list(Entry.objects.order_by("-id").values_list("id", flat=True))
    assert end is None


def test_the_trial_balance_adds_up_to_nothing_by_currency(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    refunded(ana, agent, paid_order(ana))
    refunded(ana, agent, paid_order(ana, line(1, 900), currency="JPY"))
    balance = {one.currency: one for one in trial_balance()}
    assert {currency: (one.total, one.holds) for currency, one in balance.items()} == {
        "JPY": (0, True),
        "USD": (0, True),
    }
    held = [(one.account.kind, one.amount, one.said, one.wrong) for one in balance["USD"].held]
    assert held == [("after_sales", -1000, None, 0), ("wallet_cash", 1000, 1000, 0)]
    shown = page(client, finance, "/console/book/balance/")
    assert shown.count("Adds up") == 2
    assert "Does not add up" not in shown
    assert "0.00 USD" in shown


def test_a_wallet_that_differs_from_its_postings_is_named_even_where_the_sum_hides_it(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    refunded(ana, agent, paid_order(ana))
    with connection.cursor() as cursor:
        cursor.execute("update wallets set cash = cash - 10, bonus = bonus + 10")
    (balance,) = trial_balance()
    assert balance.total == 0
    assert not balance.holds
    assert [one.wrong for one in balance.held] == [0, 1, 1]
    assert "Does not add up" in page(client, finance, "/console/book/balance/")


def test_an_empty_book(client: Client, finance: Person) -> None:
    assert "Nothing is stuck" in page(client, finance, "/console/book/")
    assert "Nothing was posted yet" in page(client, finance, "/console/book/entries/")
    assert "Nothing was posted yet" in page(client, finance, "/console/book/balance/")


@pytest.mark.parametrize("query", [{"tab": "lost"}, {"after": "x"}])
def test_an_address_that_cannot_be_read_is_told_so(client: Client, finance: Person, query: dict[str, str]) -> None:
    assert "Please check what is marked below" in page(client, finance, "/console/book/", status=422, **query)


def test_more_settlements_ask_no_more_of_the_database(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    paths = ("/console/book/?tab=finished", "/console/book/entries/", "/console/book/balance/")
    refunded(ana, agent, paid_order(ana))
    few = [statements(client, finance, path) for path in paths]
    for _ in range(5):
        refunded(ana, agent, paid_order(ana))
    assert [statements(client, finance, path) for path in paths] == few
    assert max(few) <= 5
