"""What does not agree, as a file for a spreadsheet."""

from http import HTTPStatus

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.money import format_minor
from amends.core.reconciliation.verdicts import ALARMING
from amends.doors.console.reconciliation.page import beside_form
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.spreadsheet import csv_answer
from amends.records.reconciliation.beside import Beside, read_beside
from amends.records.reconciliation.queries import told_since

MOST = 20_000
COLUMNS = (
    "provider verdict about name our_amount our_currency our_time their_amount their_currency their_time their_ref "
    "their_kind their_lines"
).split()


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def as_csv(request: StaffRequest) -> HttpResponseBase:
    """The latest MOST rows; amounts as plain decimals with their sign, times in ISO 8601 UTC."""
    now = timezone.now()
    form = beside_form(request, now=now)
    if form is None or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
        return render(request, "console/reconciliation/page.html", {"form": form, "now": now}, status=status)
    asked = form.chosen().asked
    rows, _ = read_beside(
        asked, verdicts=sorted(ALARMING), size=MOST, told_since=told_since(asked.provider) or now, now=now
    )
    name = f"{asked.provider}-{asked.currency}-{asked.since:%Y-%m-%d}.csv"
    return csv_answer(name, COLUMNS, (_cells(asked.provider, row) for row in rows))


def _cells(provider: str, row: Beside) -> tuple[str, ...]:
    return (
        provider,
        row.verdict.value,
        row.subject.value,
        row.name,
        _amount(row.our_amount, row.our_currency),
        row.our_currency or "",
        row.our_at.isoformat() if row.our_at else "",
        _amount(row.their_amount, row.their_currency),
        row.their_currency or "",
        row.their_at.isoformat() if row.their_at else "",
        row.ref,
        row.kind,
        str(row.lines),
    )


def _amount(minor: int | None, currency: str | None) -> str:
    return "" if minor is None or currency is None else format_minor(minor, currency)
