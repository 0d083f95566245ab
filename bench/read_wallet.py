"""Times the wallet's own queries on the database at DATABASE_URL, without web server or page; says medians in JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
django.setup()

from amends.records.access.models import Account  # noqa: E402
from amends.records.ledger.statement import read_statement, statement_months  # noqa: E402
from amends.records.ledger.wallet_page import balances, wallet_entries  # noqa: E402

TIMES = 300
LATEST = date(2026, 7, 1)


def main() -> None:
    """Each query in turn, after it ran often enough for PostgreSQL to settle on its plan."""
    account = Account.objects.get().id
    asked: dict[str, Callable[[], object]] = {
        "balance": lambda: balances(account),
        "entries": lambda: wallet_entries(account_id=account, currency="USD", limit=26),
        "statement_months": lambda: statement_months(account),
        "statement": lambda: read_statement(account_id=account, currency="USD", month=LATEST),
    }
    json.dump({name: _median_ms(query) for name, query in asked.items()}, sys.stdout)


def _median_ms(query: Callable[[], object]) -> float:
    for _ in range(20):
        query()
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        query()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
