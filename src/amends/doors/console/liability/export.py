"""A debit note's lines as files: CSV for people, JSON for programs."""

import json
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.money import format_minor
from amends.doors.console.liability.note import shown_note
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.spreadsheet import csv_answer
from amends.records.liability.queries_note import LineShown, NoteShown, every_line

COLUMNS = (
    "note party_kind party month posted_at dispute order award share_percent amount currency clause policy_version "
    "decided_by credit"
).split()


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def as_csv(request: StaffRequest, note_id: UUID) -> HttpResponseBase:
    """Every line; amounts as plain decimals, what was taken back below nothing, times in ISO 8601 UTC."""
    note = shown_note(note_id)
    return csv_answer(f"{_name(note)}.csv", COLUMNS, (tuple(map(str, _cells(note, line))) for line in every_line(note)))


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def as_json(request: StaffRequest, note_id: UUID) -> HttpResponseBase:
    """The note and every line; amounts in minor units."""
    note = shown_note(note_id)
    return StreamingHttpResponse(
        _json(note),
        content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{_name(note)}.json"',
            "Cache-Control": "private, no-store",
        },
    )


def _name(note: NoteShown) -> str:
    return note.number or f"collecting-{note.month:%Y-%m}"


def _cells(note: NoteShown, line: LineShown) -> tuple[object, ...]:
    return (
        note.number,
        note.kind.value,
        note.name,
        f"{note.month:%Y-%m}",
        line.posted_at.isoformat(),
        line.dispute,
        line.order,
        format_minor(line.award, note.currency),
        line.percent,
        format_minor(line.amount, note.currency),
        note.currency,
        line.clause_id,
        "" if line.version is None else line.version,
        line.by,
        line.credit,
    )


def _json(note: NoteShown) -> Iterator[str]:
    head = {
        "number": note.number or None,
        "party_kind": note.kind.value,
        "party": note.name,
        "month": f"{note.month:%Y-%m}",
        "state": note.state.value,
        "currency": note.currency,
        "charged_minor": note.charged,
        "credited_minor": note.credited,
        "balance_minor": note.balance,
        "issued_at": note.issued_at.isoformat() if note.issued_at else None,
        "settled_at": note.settled_at.isoformat() if note.settled_at else None,
        "reference": note.reference or None,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "lines": ['
    for at, line in enumerate(every_line(note)):
        yield (", " if at else "") + json.dumps(_line(line), ensure_ascii=False)
    yield "]}\n"


def _line(line: LineShown) -> dict[str, object]:
    return {
        "id": str(line.id),
        "posted_at": line.posted_at.isoformat(),
        "dispute": line.dispute,
        "order": line.order,
        "award_minor": line.award,
        "share_percent": line.percent,
        "amount_minor": line.amount,
        "clause": line.clause_id or None,
        "policy_version": line.version,
        "decided_by": line.by or None,
        "why": line.why or None,
        "credit": line.credit or None,
    }
