"""The wallet that is read by the bench is one that Amends could have written: the books agree with it."""

from datetime import UTC, datetime

from django.db import connection

from amends.records.access.models import Account
from amends.records.invariants.check import violations
from amends.records.ledger.wallet_page import Wanted, balances, wallet_entries
from bench.database import run_file, url_of

OF_THE_BOOKS = {"trial_balance", "wallet_balances", "wallet_months", "wallet_entries", "frozen"}


def test_a_seeded_wallet_agrees_with_its_postings(committed_db: None) -> None:
    url = url_of(connection.settings_dict["NAME"])
    run_file(url, "seed_orders.sql", {"accounts": 1, "orders": 400})
    run_file(url, "seed_wallet.sql", {"postings": 1_000}, unchecked=True)
    assert OF_THE_BOOKS.isdisjoint({one.invariant for one in violations(late=datetime(2020, 1, 1, tzinfo=UTC))})
    account = Account.objects.get()
    assert [balance.cash for balance in balances(account.id)] == [100 * 1100 - 10 * 400]
    read = {
        "all": Wanted(),
        "rare": Wanted(kind="withdrawal_paid"),
        "month": Wanted(since=datetime(2025, 3, 1, tzinfo=UTC), until=datetime(2025, 4, 1, tzinfo=UTC)),
        "order": Wanted(number="B-100"),
    }
    # The first of the three entries about order 100 is a withdrawal, which is about none.
    counted = {
        name: len(wallet_entries(account_id=account.id, currency="USD", wanted=wanted, limit=26))
        for name, wanted in read.items()
    }
    assert counted == {"all": 26, "rare": 10, "month": 21, "order": 2}
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_indexes where tablename in ('entries', 'postings')")
        assert cursor.fetchone() == (13,)
