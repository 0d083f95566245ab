"""The book: whether the money adds up. Read only."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.doors.console.list_forms import BeforeForm, SettlementsForm, settlement_tabs
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.disputes.case_file_history import dispute_numbers
from amends.records.invariants.queries import checks_made, last_check, what_holds
from amends.records.ledger.queries import read_entries, trial_balance
from amends.records.settlements.queries import (
    SettlementTab,
    read_settlements,
    reopened_settlements,
    settlements_owed_again,
)

PAGE = 25


@require_safe
@staff_page(Permission.STAFF_SETTLEMENT_READ)
def settlements(request: StaffRequest) -> HttpResponse:
    """Settlements that are stuck, in progress or finished, with their legs."""
    now, form = timezone.now(), SettlementsForm(request.GET)
    if not form.is_valid():
        return render(request, "console/book/settlements.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    tab, beyond = form.chosen(), form.cleaned_data["after"]
    rows, last = read_settlements(tab=tab, now=now, size=PAGE, beyond=beyond)
    first = tab is SettlementTab.STUCK and not beyond
    context = {
        "rows": rows,
        "reopened": reopened_settlements(most=PAGE) if first else [],
        "owed_again": settlements_owed_again(most=PAGE) if first else [],
        "tab": tab,
        "tabs": settlement_tabs(tab),
        "further": f"?tab={tab.value}&after={last.text()}" if last else "",
        "first": f"?tab={tab.value}" if beyond else "",
        "now": now,
    }
    return render(request, "console/book/settlements.html", context)


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def entries(request: StaffRequest) -> HttpResponse:
    """The ledger's entries with their postings, latest first."""
    form = BeforeForm(request.GET)
    if not form.is_valid():
        return render(request, "console/book/entries.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    before = form.cleaned_data["before"]
    rows, last = read_entries(size=PAGE, before=before)
    numbers = dispute_numbers({row.dispute_id for row in rows if row.dispute_id})
    context = {
        "rows": [(row, numbers.get(row.dispute_id) if row.dispute_id else None) for row in rows],
        "further": f"?before={last}" if last else "",
        "first": "?" if before else "",
        "now": timezone.now(),
    }
    return render(request, "console/book/entries.html", context)


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def balance(request: StaffRequest) -> HttpResponse:
    """The trial balance: every account's sum by currency, and whether wallets agree with their postings."""
    return render(request, "console/book/balance.html", {"balance": trial_balance(), "now": timezone.now()})


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def checks(request: StaffRequest) -> HttpResponse:
    """What must always hold, whether it held at the last check, and where it did not."""
    last = last_check()
    context = {
        "last": last,
        "invariants": [(name, words, last.by_invariant[name] if last else 0) for name, words in what_holds().items()],
        "made": checks_made(most=PAGE),
    }
    return render(request, "console/book/checks.html", context)
