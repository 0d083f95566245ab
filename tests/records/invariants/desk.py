"""A busy desk: everything that invariants watch, and a database that lets anything through."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, models, transaction

from amends.core.access import Role
from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalState
from amends.records.invariants.check import violations
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import (
    agree,
    approve,
    bank_of,
    line,
    offer,
    open_case,
    paid_order,
    refunded,
    resent,
    settle,
    ship,
    unpaid_order,
)
from tests.makers.claims import hear, moved
from tests.makers.incoming import NOW
from tests.makers.liability import DECEMBER, borne_by_supplier, finance, issue
from tests.makers.people import Person, owner, staff
from tests.makers.wallet import approved, asked, guard, topped_up, turned_down
from tests.makers.wallet import begun as begun_top_up


def busy_desk(folder: Path) -> None:
    """Disputes in many states, money gone every way, and the database letting anything through."""
    merchant, agent, bank = owner(), staff(), bank_of(folder)
    refunded(merchant, agent, paid_order(merchant), {1: 2})
    card = open_case(merchant, paid_order(merchant), wish=Wish.REFUND_ORIGINAL)
    approve(card, agent)
    settle(card, bank)
    borne_by_supplier(merchant, 900)
    credit_debit_note(
        ask=CreditDebitNote(note_id=issue()[0].id, words="He is right."), actor=finance().actor, now=DECEMBER
    )
    borne_by_supplier(merchant, 700)
    again = ship(resent(merchant, agent, paid_order(merchant, sent=True)))
    refunded(merchant, agent, again)
    waiting = open_case(merchant, paid_order(merchant, line(2, 400)), wish=Wish.REFUND_ORIGINAL)
    approve(waiting, agent)
    offer(open_case(merchant, paid_order(merchant)), agent, amount=5)
    agreed = open_case(merchant, paid_order(merchant))
    offer(agreed, agent, Outcome.REFUND_WALLET, 7)
    agree(agreed, merchant)
    hear(paid_order(merchant), moved=(moved(-400, ref="txn_1", fee=15),))
    hear(paid_order(merchant), state=ExternalState.LOST)
    _a_busy_wallet(merchant)
    assert list(violations(late=NOW)) == []
    let_through()
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, conname from pg_constraint where contype = 'c' "
            "and connamespace = 'public'::regnamespace"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'alter table {table} drop constraint "{name}"')


def let_through() -> None:
    """From now on the database looks at no foreign key, and its guards let everything pass."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(
            "select distinct tgfoid::regproc::text from pg_trigger t join pg_class c on c.oid = t.tgrelid "
            "where not tgisinternal and relnamespace = 'public'::regnamespace and tgname !~ '^procrastinate'"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(
                f"create or replace function {function}() returns trigger language plpgsql as "
                "$$ begin return coalesce(new, old); end $$"
            )


def _a_busy_wallet(merchant: Person) -> None:
    """Money in, orders paid from it, withdrawals in every state."""
    finance = staff(Role.STAFF_FINANCE)
    guard(merchant)
    topped_up(merchant, 100_000)
    begun_top_up(merchant, 5000)
    order = unpaid_order(merchant)
    pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=merchant.actor, now=NOW)
    for end in (approved, turned_down):
        end(asked(merchant, 2000), finance)
    asked(merchant, 3000)


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is as if it had not happened."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def found(late: object = NOW) -> set[tuple[str, str]]:
    """What does not hold: (invariant, id)."""
    return {(one.invariant, one.id) for one in violations(late=late)}  # type: ignore[arg-type]


def change(row: models.Model, **columns: object) -> models.Model:
    """Behind everybody's back."""
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
    return row
