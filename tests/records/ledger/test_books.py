"""The books cannot be changed, and the database refuses what the rules forbid whatever the code does."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from amends.core.ledger.posting import LedgerKind, Posting, reverse
from amends.core.money import CurrencyMismatch, Money
from amends.core.notices.routing import route_of
from amends.core.trail.codes import TrailCode
from amends.records.decisions.models import Award, Decision
from amends.records.disputes.models import Claim, Dispute, Offer
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, LedgerAccount, Wallet
from amends.records.ledger.models import Posting as PostingRow
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.settlements.models import Leg, Settlement
from amends.records.trail.models import TrailEntry
from tests.makers.cases import agree, approve, line, offer, open_case, paid_order, refunded, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def accounts(merchant: Person, currency: str = "USD") -> tuple[LedgerAccount, LedgerAccount]:
    """After-sales and the merchant's cash."""
    return (
        ledger_account(LedgerKind.AFTER_SALES, currency=currency),
        ledger_account(LedgerKind.WALLET_CASH, currency=currency, account_id=merchant.account_id),
    )


def post(merchant: Person, *postings: Posting[LedgerAccount], key: str = "k", currency: str = "USD") -> None:
    wallet = wallet_of(account_id=merchant.account_id, currency=currency)
    entry = NewEntry(kind="refund", key=key, account_id=merchant.account_id)
    post_entry(entry, postings, wallet=wallet, now=NOW)


def refused(statement: str, *, words: str) -> None:
    """The database says no, and nothing changed."""
    before = rows()
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("set constraints all immediate")
    assert rows() == before


def test_an_entry_moves_the_wallet_and_says_what_stands_there_now(merchant: Person):
    source, cash = accounts(merchant)
    post(merchant, Posting(source, cash, Money(700, "USD")))
    post(merchant, Posting(cash, source, Money(200, "USD")), key="back")
    assert Wallet.objects.values_list("cash", "bonus", "frozen").get() == (500, 0, 0)
    assert list(PostingRow.objects.order_by("id").values_list("amount", "wallet_after")) == [(700, 700), (200, 500)]


def told() -> list[tuple[dict[str, object], Any, Any]]:
    """What was announced of wallets: facts, order, dispute."""
    found = Outbox.objects.filter(code=TrailCode.WALLET_CHANGED).order_by("id")
    return list(found.values_list("facts", "order_id", "dispute_id"))


def test_each_entry_that_moves_a_wallet_is_announced_and_no_other(merchant: Person):
    source, cash = accounts(merchant)
    frozen = ledger_account(LedgerKind.WALLET_FROZEN, currency="USD", account_id=merchant.account_id)
    clearing = ledger_account(LedgerKind.CLEARING, currency="USD", detail="sandbox")
    post(merchant, Posting(source, cash, Money(700, "USD")))
    post(merchant, Posting(cash, frozen, Money(200, "USD")), key="frozen")
    post(merchant, Posting(source, clearing, Money(50, "USD")), key="elsewhere")
    first, second, _ = Entry.objects.order_by("id").values_list("id", flat=True)
    same = {"kind": "refund", "currency": "USD", "bonus": 0, "after": 700}
    assert told() == [
        ({**same, "entry": str(first), "withdrawable": 700, "frozen": 0}, None, None),
        ({**same, "entry": str(second), "withdrawable": -200, "frozen": 200}, None, None),
    ]


def test_what_is_announced_names_order_and_dispute_and_stands_in_no_trail(merchant: Person):
    dispute = refunded(merchant, staff(), paid_order(merchant, sent=True))
    (facts, order_id, dispute_id) = told()[0]
    assert (facts["number"], facts["order"], facts["withdrawable"], facts["after"]) == (
        dispute.number, dispute.order.number, 1000, 1000,
    )  # fmt: skip
    assert (order_id, dispute_id) == (dispute.order_id, dispute.id)
    assert route_of(TrailCode.WALLET_CHANGED) is None
    assert not TrailEntry.objects.filter(code=TrailCode.WALLET_CHANGED).exists()


def test_a_reversal_brings_the_wallet_back(merchant: Person):
    source, cash = accounts(merchant)
    bonus = ledger_account(LedgerKind.WALLET_BONUS, currency="USD", account_id=merchant.account_id)
    given = [Posting(source, cash, Money(700, "USD")), Posting(source, bonus, Money(30, "USD"))]
    post(merchant, *given)
    assert Wallet.objects.values_list("cash", "bonus").get() == (700, 30)
    post(merchant, *reverse(given), key="undone")
    assert Wallet.objects.values_list("cash", "bonus").get() == (0, 0)


def test_a_wallet_never_falls_below_zero(merchant: Person):
    source, cash = accounts(merchant)
    post(merchant, Posting(source, cash, Money(100, "USD")))
    before = rows()
    with pytest.raises(IntegrityError, match="wallets_not_negative"), transaction.atomic():
        post(merchant, Posting(cash, source, Money(101, "USD")), key="too much")
    assert rows() == before


def test_an_entry_is_posted_once(merchant: Person):
    source, cash = accounts(merchant)
    post(merchant, Posting(source, cash, Money(100, "USD")))
    before = rows()
    with pytest.raises(IntegrityError, match="entries_once"), transaction.atomic():
        post(merchant, Posting(source, cash, Money(100, "USD")))
    assert rows() == before


def test_currencies_never_mix_in_an_entry(merchant: Person):
    source, cash = accounts(merchant)
    yen, _ = accounts(merchant, "JPY")
    for wrong in (
        [Posting(yen, cash, Money(1, "USD"))],
        [Posting(source, cash, Money(1, "USD")), Posting(yen, source, Money(1, "JPY"))],
    ):
        with pytest.raises(CurrencyMismatch):
            post(merchant, *wrong)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("table", ["ledger_accounts", "entries", "postings", "decisions", "awards", "trail_entries"])
def test_what_happened_is_neither_changed_nor_removed(merchant: Person, table: str):
    refunded(merchant, staff(), paid_order(merchant))
    for statement in (f"delete from {table}", f"update {table} set id = gen_random_uuid()"):
        refused(statement, words=f"{table} is append-only")
    if table != "trail_entries":
        return
    refused("update trail_entries set body = ''", words="append-only")
    TrailEntry.objects.update(personal={})
    assert list(violations(late=NOW)) == []


def test_who_says_that_it_replicates_is_refused_too(merchant: Person):
    refunded(merchant, staff(), paid_order(merchant))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
    for table in ("ledger_accounts", "entries", "postings", "trail_entries"):
        refused(f"delete from {table}", words=f"{table} is append-only")


@pytest.mark.parametrize(("currency", "side"), [("USD", "destination"), ("EUR", "source")])
def test_a_posting_is_in_its_accounts_currency(merchant: Person, currency: str, side: str):
    refunded(merchant, staff(), paid_order(merchant))
    fees = ledger_account(LedgerKind.FEES, currency="EUR")
    refused(
        "insert into postings (id, entry_id, number, source_id, destination_id, amount, currency) "
        f"select gen_random_uuid(), entry_id, 9, source_id, '{fees.id}', 1, '{currency}' from postings",
        words=f"postings_{side}_currency",
    )


@pytest.mark.parametrize("table", ["ledger_accounts", "entries", "postings", "decisions", "awards", "trail_entries"])
def test_nobody_empties_these_tables(table: str):
    refused(f"truncate {table} cascade", words="append-only")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("update orders set refunded = charged + 1", "orders: claimed_elsewhere"),
        ("update orders set reserved = charged - refunded + 1", "orders: claimed_elsewhere"),
        ("update orders set refunded = -1", "orders_money"),
        ("update orders set charged_goods = charged_goods + 1", "orders_money"),
        ("update orders set open_disputes = -1", "orders_hold"),
        ("update orders set stage = 'closed' where open_disputes > 0", "orders_held_not_closed"),
        ("update orders set stage = 'lost'", "orders_stage"),
        ("update order_lines set refunded = charged + 1", "order_lines_money"),
        ("update order_lines set reserved = charged - refunded + 1", "order_lines_money"),
        ("update order_lines set resolved = quantity + 1", "order_lines_units"),
        ("update order_lines set resolved = quantity where claimed > 0", "order_lines_units"),
        ("update order_lines set closed = resolved + 1", "order_lines_units"),
        ("update order_lines set claimed = 0 where open_dispute_id is not null", "order_lines_claimed"),
        ("update order_lines set open_dispute_id = null where claimed > 0", "order_lines_claimed"),
        ("update payments set refunded = amount + 1", "payments: claimed_elsewhere"),
        ("update payments set reserved = amount - refunded + 1", "payments: claimed_elsewhere"),
        ("update disputes set due_at = null", "disputes_waiting_is_due"),
        ("update disputes set state = 'settled'", "disputes_waiting_is_due"),
        ("update disputes set state = 'lost'", "disputes_state"),
        ("update disputes set asked = -1", "disputes_asked"),
        ("update claims set quantity = 0", "claims_units"),
        ("insert into claims (id, account_id, dispute_id, line_id, quantity) select gen_random_uuid(), account_id, "
         "gen_random_uuid(), line_id, 1 from claims", "claims_one_open"),
        ("update legs set amount = 0", "legs_amount"),
        ("update legs set state = 'lost'", "legs_state"),
    ],
)  # fmt: skip
def test_the_database_refuses_what_the_rules_forbid(merchant: Person, statement: str, words: str):
    dispute = open_case(merchant, paid_order(merchant, line(3, 1000)), {1: 1})
    approve(dispute, staff())
    refused(statement, words=words)


@pytest.mark.parametrize(
    "model", [OrderLine, Payment, Dispute, Claim, Offer, Decision, Award, Settlement, Leg], ids=lambda one: one.__name__
)
def test_no_row_belongs_to_another_account_than_its_parent(merchant: Person, model: type):
    stranger = owner()
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_fields if field.column != "id")
    dispute = open_case(merchant, paid_order(merchant))
    offer(dispute, staff(), amount=5)
    agree(dispute, merchant)
    table = model._meta.db_table
    others = columns.replace('"account_id"', f"'{stranger.account_id}'::uuid")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("select conname from pg_constraint where conrelid = %s::regclass and contype = 'u'", [table])
        unique = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "select indexname from pg_indexes where tablename = %s and indexdef like 'CREATE UNIQUE%%' "
            "and indexname not like '%%_pkey'",
            [table],
        )
        for name in {name for (name,) in cursor.fetchall()} - set(unique):
            cursor.execute(f'drop index "{name}"')
        for name in unique:
            cursor.execute(f'alter table "{table}" drop constraint "{name}" cascade')
    refused(
        f'insert into "{table}" (id, {columns}) select gen_random_uuid(), {others} from "{table}"',
        words="same_account",
    )


def test_a_counter_moves_in_the_row_itself(merchant: Person):
    order = paid_order(merchant)
    Order.objects.filter(id=order.id).update(reserved=F("reserved") + 5)
    Order.objects.filter(id=order.id).update(reserved=F("reserved") + 5)
    order.refresh_from_db()
    assert order.reserved == 10
