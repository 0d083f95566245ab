"""Whatever is done in whatever sequence: parts add up to the award, the books to nothing, and what is owed to lines."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.core.access import SYSTEM
from amends.core.refusals import Refusal
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.queries import trial_balance
from amends.records.liability.models import DebitLine, DebitNote
from amends.records.settlements.models import Leg
from amends.records.settlements.take import take_leg
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.liability.dispute_debit_note import DisputeDebitNote, dispute_debit_note
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes
from amends.usecases.liability.move_note import balance_of
from amends.usecases.liability.reverse_liability import reverse_liability
from amends.usecases.liability.settle_debit_note import SettleDebitNote, settle_debit_note
from amends.usecases.liability.uphold_debit_note import UpholdDebitNote, uphold_debit_note
from tests.makers.incoming import NOW
from tests.makers.liability import NOVEMBER, borne_by_supplier, finance, override
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db

AMOUNTS = st.integers(1, 10**9)
SHARES = (
    st.lists(st.integers(0, 100), min_size=2, max_size=2)
    .map(sorted)
    .map(lambda at: (at[0], at[1] - at[0], 100 - at[1]))
)
STEPS = st.one_of(
    st.tuples(st.just("settle a dispute"), AMOUNTS, st.sampled_from(["USD", "JPY", "KWD"])),
    st.tuples(st.just("override"), st.integers(0, 9), SHARES),
    st.tuples(st.just("issue"), st.integers(0, 2), st.just(0)),
    st.tuples(st.sampled_from(["object", "uphold", "credit", "credit one", "pay"]), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("money came back"), st.integers(0, 9), st.just(0)),
)


def play(step: tuple[str, int, object], merchant: Person, mei: Person, now: datetime) -> None:
    """One step, on the row at that place of all there are; without any, nothing."""
    what, at, more = step
    if what == "settle a dispute":
        borne_by_supplier(merchant, at, currency=more, sold_for=None, sold_for_currency="")
        return
    if what == "issue":
        issue_debit_notes(ask=IssueDebitNotes(month=(NOVEMBER, now.date())[at % 2]), actor=SYSTEM, now=now)
        return
    rows = list(
        Dispute.objects.order_by("id") if what in ("override", "money came back") else DebitNote.objects.order_by("id")
    )
    if not rows:
        return
    row = rows[at % len(rows)]
    if what == "override":
        override(row, mei, *more, now=now)  # type: ignore[misc, arg-type]
    elif what == "money came back":
        taken = take_leg(leg_id=Leg.objects.get(settlement__dispute=row).id, actor=SYSTEM)
        Leg.objects.filter(id=taken.leg.id).update(state="failed")
        reverse_liability(taken, now=now)
    elif what == "object":
        dispute_debit_note(ask=DisputeDebitNote(note_id=row.id, words="No."), actor=mei.actor, now=now)
    elif what == "uphold":
        uphold_debit_note(ask=UpholdDebitNote(note_id=row.id, words="Yes."), actor=mei.actor, now=now)
    elif what == "pay":
        settle_debit_note(
            ask=SettleDebitNote(note_id=row.id, reference="SEPA", shown=balance_of(row)), actor=mei.actor, now=now
        )
    else:
        lines = [one.id for one in DebitLine.objects.filter(note=row.id, reverses=None, reversed_by=None)[:1]]
        ask = CreditDebitNote(note_id=row.id, words="Well.", lines=lines if what == "credit one" else None)
        credit_debit_note(ask=ask, actor=mei.actor, now=now)


@given(st.lists(STEPS, min_size=1, max_size=9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_in_any_sequence(db: None, steps: list[tuple[str, int, object]]):
    with transaction.atomic():
        merchant, mei, now = owner(), finance(), datetime(2026, 11, 29, tzinfo=UTC)
        borne_by_supplier(merchant, 1001)
        for step in steps:
            now += timedelta(days=3)
            try:
                with transaction.atomic():
                    play(step, merchant, mei, now)
            except Refusal:
                pass
            assert [one for one in violations(late=NOW) if one.invariant in ("recoverables", "debit_notes")] == []
            assert all(balance.total == 0 for balance in trial_balance())
        transaction.set_rollback(True)
