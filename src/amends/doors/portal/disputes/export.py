"""Every dispute of the account as a CSV file, written while it is read."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.states import State
from amends.core.money import format_minor
from amends.doors.portal.disputes.list_page import TABS
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.disputes.answers import DisputeRow
from amends.records.disputes.queries_list import NEWEST, list_disputes
from amends.records.keyset import Place

BATCH = 500
COLUMNS = ("dispute", "order", "state", "reason", "wish", "asked", "currency", "opened_at", "due_at")


class _Echo:
    """What csv writes to: each line is handed on at once."""

    def write(self, line: str) -> str:
        return line


@require_safe
@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def export(request: MerchantRequest) -> HttpResponseBase:
    """The disputes of a tab, newest first; amounts as plain decimals, times in ISO 8601 UTC."""
    tab = TABS.get(request.GET.get("tab", "all"))
    if tab is None:
        raise Http404
    assert request.actor.account_id is not None
    name = f"disputes-{timezone.now():%Y-%m-%d}.csv"
    lines = _lines(request.actor.account_id, tab.states)
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _lines(account_id: UUID, states: tuple[State, ...]) -> Iterator[str]:
    writer, place = csv.writer(_Echo()), NEWEST
    # A byte order mark: spreadsheets take UTF-8 for something else without it.
    yield "\ufeff" + writer.writerow(COLUMNS)
    while rows := list_disputes(account_id=account_id, states=states, after=place, limit=BATCH):
        for row in rows:
            yield writer.writerow(_plain(cell) for cell in _cells(row))
        place = Place(rows[-1].opened_at, rows[-1].id)


def _cells(row: DisputeRow) -> tuple[str, ...]:
    asked = format_minor(row.asked, row.currency) if row.wish != "resend" else ""
    due = row.due_at.isoformat() if row.due_at else ""
    return (row.number, row.order, row.state, row.reason, row.wish, asked, row.currency, row.opened_at.isoformat(), due)


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; an order's number may be anything its shop made of it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
