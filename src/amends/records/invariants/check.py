"""Every invariant, asked of the rows as they stand."""

from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files

from django.db import connection

from amends.records.disputes.models import OPEN_STATES
from amends.records.invariants.trail_chains import trail_chains
from amends.records.invariants.violation import Violation

STATEMENTS = (
    "trial_balance",
    "wallet_balances",
    "wallet_entries",
    "wallet_payments",
    "top_ups",
    "withdrawals",
    "frozen",
    "order_money",
    "line_money",
    "payment_money",
    "decision_sums",
    "one_payout",
    "holds",
    "claims",
    "deadlines",
    "untold",
)
"""The invariants that are one statement each: it returns (id, words) of what does not hold."""

INVARIANTS = (*STATEMENTS, "trail_chains")


def violations(*, late: datetime) -> Iterator[Violation]:
    """What does not hold, invariant by invariant. What was due before `late` and still waits was forgotten.

    Each statement sees one moment; on a busy system run it all in one repeatable-read transaction to see the same.
    """
    for name in STATEMENTS:
        statement = files(__package__).joinpath(f"{name}.sql").read_text()
        with connection.cursor() as cursor:
            cursor.execute(statement, {"open_states": OPEN_STATES, "late": late})
            found = cursor.fetchall()
        yield from (Violation(name, id_, words) for id_, words in found)
    yield from trail_chains()
