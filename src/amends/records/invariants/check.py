"""Every invariant, asked of the rows as they stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files

from django.db import connection, transaction

from amends.records.disputes.models import OPEN_STATES
from amends.records.invariants.trail_chains import trail_chains
from amends.records.invariants.violation import Violation

STATEMENTS = (
    "trial_balance",
    "wallet_balances",
    "wallet_months",
    "wallet_entries",
    "wallet_payments",
    "paid_from_balance",
    "top_ups",
    "top_up_claims",
    "withdrawals",
    "frozen",
    "order_money",
    "line_money",
    "payment_money",
    "decision_sums",
    "one_payout",
    "external_claims",
    "external_movements",
    "recoverables",
    "debit_notes",
    "holds",
    "claims",
    "deadlines",
    "standings",
    "untold",
    "settlements_move",
)
"""The invariants that are one statement each: it returns (id, words) of what does not hold."""

INVARIANTS = (*STATEMENTS, "trail_chains")


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is read as it stood at one moment, however busy the system; nothing can be written.

    Within a transaction that has begun already, that one's own view is kept.
    """
    connection.ensure_connection()
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def violations(*, late: datetime) -> Iterator[Violation]:
    """What does not hold, invariant by invariant. What was due before `late` and still waits was forgotten."""
    for name in STATEMENTS:
        statement = files(__package__).joinpath(f"{name}.sql").read_text()
        with connection.cursor() as cursor:
            cursor.execute(statement, {"open_states": OPEN_STATES, "late": late})
            found = cursor.fetchall()
        yield from (Violation(name, id_, words) for id_, words in found)
    yield from trail_chains()
