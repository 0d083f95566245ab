"""A page of a busy wallet's history reads a page, whatever it is narrowed to."""

import json
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest
from django.db import connection

from amends.records.ids import new_id
from amends.records.ledger.models import Wallet
from tests.makers.incoming import NOW
from tests.makers.people import owner
from tests.makers.wallet import topped_up

pytestmark = pytest.mark.django_db

MANY, PAGE = 20_000, 26
STATEMENT = (files("amends.records.ledger") / "wallet_entries.sql").read_text()
FILL = """
insert into entries (id, kind, key, account_id, order_id, posted_at, wallet_id, cash, wallet_after)
select gen_random_uuid(), case n %% 5000 when 0 then 'withdrawal' else 'refund' end, n::text, %(account)s,
       case n %% 7000 when 0 then %(order)s::uuid end, %(now)s - n * interval '1 minute', %(wallet)s, 1, n
from generate_series(1, %(many)s) n
"""


def read(plan: dict[str, Any]) -> int:
    """The most rows that any step on the entries went through, those it threw away included."""
    own = 0
    if plan.get("Relation Name") == "entries":
        thrown = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        own = (plan["Actual Rows"] + thrown) * plan["Actual Loops"]
    return max([own, *(read(one) for one in plan.get("Plans", []))])


@pytest.mark.parametrize(
    "narrowed",
    [
        {},
        {"kind": "refund"},
        {"kind": "withdrawal"},
        {"since": NOW - timedelta(days=9), "until": NOW - timedelta(days=8)},
        {"kind": "withdrawal", "until": NOW - timedelta(days=9)},
        {"before_at": NOW - timedelta(days=10), "before_id": new_id()},
        {"number": "B-1"},
    ],
    ids=lambda one: "+".join(one) or "everything",
)
def test_no_filter_reads_more_than_a_page(narrowed: dict[str, object]):
    merchant = owner()
    topped_up(merchant, 5000)
    wallet = Wallet.objects.get()
    told = {"account": merchant.account_id, "wallet": wallet.id, "now": NOW, "many": MANY, "order": new_id()}
    nothing = dict.fromkeys(("kind", "since", "until", "before_at", "before_id", "number"))
    asked = {"account_id": merchant.account_id, "currency": "USD", "limit": PAGE, **nothing, **narrowed}
    with connection.cursor() as cursor:
        cursor.execute(FILL, told)
        cursor.execute("analyze entries")
        cursor.cursor.execute(f"explain (analyze, format json) {STATEMENT}", asked, prepare=False)
        (plan,) = cursor.fetchone()
    tree = plan if isinstance(plan, list) else json.loads(plan)
    assert read(tree[0]["Plan"]) <= 2 * PAGE
