"""A month's statement adds up, whatever was posted, and begins where the month before ended."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger import statement as room
from amends.records.ledger.models import Wallet, WalletMonth
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.ledger.statement import Statement, month_bounds, read_statement, statement_months
from amends.records.ledger.wallet_page import wallet_entries
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
CASH, BONUS, FROZEN = LedgerKind.WALLET_CASH, LedgerKind.WALLET_BONUS, LedgerKind.WALLET_FROZEN


def move(
    who: Person, *moves: tuple[LedgerKind, LedgerKind, int], at: datetime, kind: str = "refund", currency: str = "USD"
) -> None:
    """An entry of `moves` (from, to, minor units) in the wallet of `who`."""
    wallet = wallet_of(account_id=who.account_id, currency=currency)

    def part(of: LedgerKind):
        owned = of.value.startswith("wallet_")
        return ledger_account(of, currency=currency, account_id=who.account_id if owned else None)

    postings = [Posting(part(source), part(target), Money(minor, currency)) for source, target, minor in moves]
    post_entry(NewEntry(kind=kind, key=str(new_id()), account_id=who.account_id), postings, wallet=wallet, now=at)


def refund(who: Person, minor: int, *, at: datetime, currency: str = "USD") -> None:
    move(who, (LedgerKind.AFTER_SALES, CASH, minor), at=at, currency=currency)


def of(who: Person, month: date, currency: str = "USD") -> Statement:
    found = read_statement(account_id=who.account_id, currency=currency, month=month)
    assert found
    return found


def test_every_entry_stands_in_it_with_the_balance_after_it() -> None:
    ana = owner(shop="蓝灯笼")
    refund(ana, 1000, at=datetime(2026, 10, 5, tzinfo=UTC))
    refund(ana, 250, at=datetime(2026, 11, 3, 9, 30, tzinfo=UTC))
    move(ana, (CASH, FROZEN, 400), at=datetime(2026, 11, 4, tzinfo=UTC), kind="withdrawal")
    move(
        ana, (LedgerKind.CLEARING, CASH, 5000), (LedgerKind.BENEFITS, BONUS, 150),
        at=datetime(2026, 11, 8, tzinfo=UTC), kind="top_up",
    )  # fmt: skip
    move(
        ana, (FROZEN, LedgerKind.CLEARING, 388), (FROZEN, LedgerKind.FEES, 12),
        at=datetime(2026, 11, 9, tzinfo=UTC), kind="withdrawal",
    )  # fmt: skip
    told = of(ana, NOVEMBER)
    assert (told.account, told.opening.whole) == ("蓝灯笼", 1000)
    assert [(line.at.day, line.kind, line.change) for line in told.lines] == [
        (3, "refund", 250),
        (4, "withdrawal", 0),
        (8, "top_up", 5150),
        (9, "withdrawal", -400),
    ]
    assert told.balances == [1250, 1250, 6400, 6000]
    assert (told.closing.cash, told.closing.bonus, told.closing.frozen) == (5850, 150, 0)
    assert told.totals == {"refund": (250, 0), "withdrawal": (0, 400), "top_up": (5150, 0)}
    assert of(ana, DECEMBER).opening == told.closing and of(ana, DECEMBER).lines == ()


def test_the_month_is_that_of_the_posting_in_utc_to_the_microsecond() -> None:
    ana, ends = owner(), month_bounds(NOVEMBER)[1]
    assert ends == datetime(2026, 12, 1, tzinfo=UTC)
    refund(ana, 4, at=month_bounds(NOVEMBER)[0])
    refund(ana, 1, at=ends - timedelta(microseconds=1))
    refund(ana, 2, at=ends)
    assert [line.change for line in of(ana, NOVEMBER).lines] == [4, 1]
    assert [line.change for line in of(ana, DECEMBER).lines] == [2]
    assert (of(ana, NOVEMBER).closing.whole, of(ana, DECEMBER).opening.whole) == (5, 5)


def test_who_waited_for_the_wallet_stands_after_what_was_posted_meanwhile() -> None:
    ana, ends = owner(), month_bounds(NOVEMBER)[1]
    refund(ana, 300, at=ends - timedelta(seconds=1))
    # The last seconds of November, while a top-up has the wallet that is booked in the first of December.
    move(ana, (LedgerKind.CLEARING, CASH, 1000), at=ends + timedelta(milliseconds=100), kind="top_up")
    move(ana, (CASH, LedgerKind.SALES, 1300), at=ends - timedelta(milliseconds=100), kind="order_paid")
    assert (of(ana, NOVEMBER).balances, of(ana, NOVEMBER).closing.whole) == ([300], 300)
    assert [(line.kind, line.change) for line in of(ana, DECEMBER).lines] == [("top_up", 1000), ("order_paid", -1300)]
    assert of(ana, DECEMBER).balances == [1300, 0]
    latest = wallet_entries(account_id=ana.account_id, currency="USD", limit=1)[0]
    assert (latest.kind, latest.after) == ("order_paid", 0)
    assert latest.posted_at == ends + timedelta(milliseconds=100, microseconds=1)
    assert [(one.month, one.closing) for one in statement_months(ana.account_id)] == [(DECEMBER, 0), (NOVEMBER, 300)]
    refund(ana, 5, at=ends + timedelta(days=1))
    assert Wallet.objects.get().last_posted_at == ends + timedelta(days=1)


@pytest.mark.parametrize(
    ("late", "final"), [(timedelta(0), False), (timedelta(minutes=59), False), (timedelta(hours=1), True)]
)
def test_a_month_is_final_an_hour_after_its_end(late: timedelta, final: bool) -> None:
    ana = owner()
    refund(ana, 1, at=datetime(2026, 11, 30, tzinfo=UTC))
    assert of(ana, NOVEMBER).is_final(month_bounds(NOVEMBER)[1] + late) is final


def test_currencies_and_accounts_stand_apart() -> None:
    ana, bo = owner(), owner()
    refund(ana, 700, at=datetime(2026, 11, 2, tzinfo=UTC))
    refund(ana, 90, at=datetime(2026, 11, 2, tzinfo=UTC), currency="JPY")
    refund(bo, 5, at=datetime(2026, 11, 2, tzinfo=UTC), currency="EUR")
    assert [line.change for line in of(ana, NOVEMBER, "JPY").lines] == [90]
    assert read_statement(account_id=ana.account_id, currency="EUR", month=NOVEMBER) is None
    assert [(one.currency, one.month, one.change, one.closing) for one in statement_months(ana.account_id)] == [
        ("JPY", NOVEMBER, 90, 90),
        ("USD", NOVEMBER, 700, 700),
    ]


def test_a_busy_month_is_stated_by_days_and_adds_up_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = owner()
    refund(ana, 10, at=datetime(2026, 11, 3, 12, tzinfo=UTC))
    move(ana, (CASH, LedgerKind.SALES, 7), at=datetime(2026, 11, 3, 13, tzinfo=UTC), kind="order_payment")
    for day, minor in ((3, 20), (4, 5)):
        refund(ana, minor, at=datetime(2026, 11, day, 14, tzinfo=UTC))
    whole = of(ana, NOVEMBER)
    monkeypatch.setattr(room, "MOST_LINES", 3)
    days = of(ana, NOVEMBER)
    assert (whole.by_day, days.by_day) == (False, True)
    assert [(line.at.day, line.kind, line.many, line.change) for line in days.lines] == [
        (3, "order_payment", 1, -7),
        (3, "refund", 2, 30),
        (4, "refund", 1, 5),
    ]
    assert (days.closing, days.totals) == (whole.closing, whole.totals)


def test_what_stood_there_before_is_read_from_months_alone() -> None:
    ana = owner()
    for month in range(1, 11):
        refund(ana, month, at=datetime(2026, month, 2, tzinfo=UTC))
    with CaptureQueriesContext(connection) as asked:
        assert of(ana, NOVEMBER).opening.whole == 55
    assert len(asked) == 2 and "postings" not in asked[0]["sql"]


MOVES = st.sampled_from(
    [
        (LedgerKind.AFTER_SALES, CASH),
        (LedgerKind.CLEARING, CASH),
        (LedgerKind.BENEFITS, BONUS),
        (CASH, FROZEN),
        (FROZEN, CASH),
        (FROZEN, LedgerKind.CLEARING),
        (BONUS, LedgerKind.SALES),
        (CASH, LedgerKind.SALES),
    ]
)
STORY = st.lists(st.tuples(st.integers(0, 120), MOVES, st.integers(1, 10_000)), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORY)
def test_opening_and_changes_make_closing_and_closing_opens_the_next_month(story) -> None:
    ana, held = owner(), {CASH: 0, BONUS: 0, FROZEN: 0}
    for day, (source, target), minor in story:
        taken = min(minor, held.get(source, minor))
        if taken:
            move(ana, (source, target, taken), at=datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=day))
            for part, change in ((source, -taken), (target, taken)):
                if part in held:
                    held[part] += change
    if not any(held.values()) and not Wallet.objects.filter(account_id=ana.account_id).exists():
        return
    months = [of(ana, date(2026, month, 1)) for month in (8, 9, 10, 11, 12)] + [of(ana, date(2027, 1, 1))]
    for told in months:
        assert told.opening.whole + sum(line.change for line in told.lines) == told.closing.whole
        assert told.opening.whole + sum(came - went for came, went in told.totals.values()) == told.closing.whole
        assert told.balances == [] or told.balances[-1] == told.closing.whole
        assert min(told.balances, default=0) >= 0
    assert all(before.closing == after.opening for before, after in pairwise(months))
    wallet = Wallet.objects.get(account_id=ana.account_id)
    assert (wallet.cash, wallet.bonus, wallet.frozen) == tuple(held.values())
    latest = wallet_entries(account_id=ana.account_id, currency="USD", limit=1)[0]
    assert latest.after == sum(held.values())
    last = months[-1].closing
    assert (last.cash, last.bonus, last.frozen) == tuple(held.values())


def test_a_month_that_says_something_else_than_its_postings_is_found() -> None:
    ana = owner()
    at = datetime(2026, 11, 2, tzinfo=UTC)
    move(ana, (LedgerKind.CLEARING, CASH, 700), at=at, kind="gift")
    before = set(violations(late=at))
    assert "wallet_months" not in {one.invariant for one in before}
    WalletMonth.objects.update(cash=701)
    [found] = set(violations(late=at)) - before
    assert found.invariant == "wallet_months"
    assert found.words == "2026-11-01 says 701 + 0 + 0, its postings say 700 + 0 + 0"
