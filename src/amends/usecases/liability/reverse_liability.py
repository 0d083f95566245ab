"""Take back what supplier and carrier were charged for a leg: its money came back."""

from datetime import datetime

from amends.records.liability.collect import standing_lines, undo
from amends.records.settlements.take import TakenLeg


def reverse_liability(taken: TakenLeg, *, now: datetime) -> int:
    """Reverses the leg's lines that still stand, in the caller's transaction; how many there were.

    To be called where a leg that had succeeded is recorded as failed, with the reversal of its money. A line whose
    note was issued meanwhile is taken back in the note that collects now; one that was credited is not taken back
    again. Called twice it does nothing more.
    """
    lines = [line for line in standing_lines(taken.case.dispute.id) if line.leg_id == taken.leg.id]
    for line in lines:
        undo(line, credit=None, now=now)
    return len(lines)
