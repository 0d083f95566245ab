"""The debit notes of the story's past months, issued as the job of the night does it."""

from datetime import datetime

from amends.core.access import SYSTEM
from amends.core.liability.notes import month_of
from amends.records.liability.queries import collecting_months
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes


def issue_past_notes(*, now: datetime) -> None:
    """What this month collects stays open."""
    for month in collecting_months(before=month_of(now)):
        issue_debit_notes(ask=IssueDebitNotes(month=month), actor=SYSTEM, now=now)
