"""Every invariant, asked of the rows as they stand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files

from django.db import connection, transaction

from amends.core.ledger.shapes import REVERSALS, SHAPES_TOLD
from amends.records.disputes.models import OPEN_STATES
from amends.records.invariants.borne import borne
from amends.records.invariants.trail_chains import trail_chains
from amends.records.invariants.violation import Violation

STATEMENTS = (
    "trial_balance",
    "shapes",
    "reversals",
    "owners",
    "guards",
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

_TABLES = {"open_states": OPEN_STATES, "shapes": SHAPES_TOLD, "reversals": list(REVERSALS)}
"""What the core's tables say, for statements to compare rows with."""

WALKS: dict[str, Callable[[], Iterator[Violation]]] = {"borne": borne, "trail_chains": trail_chains}
"""The invariants that compute what a statement cannot, each in a module of its name."""

INVARIANTS = (*STATEMENTS, *WALKS)


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
            cursor.execute(statement, {"late": late, **_TABLES})
            found = cursor.fetchall()
        yield from (Violation(name, id_, words) for id_, words in found)
    for walk in WALKS.values():
        yield from walk()
