"""Debit notes month by month, and the issuing of a past month's."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.liability.notes import month_of
from amends.core.refusals import Refusal
from amends.doors.console.liability.list_form import NotesForm
from amends.doors.console.refusals import refusal_words
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.liability.queries import collecting_months, note_months, note_totals, read_notes
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes

PAGE = 50
MONTHS = 36


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def notes(request: StaffRequest) -> HttpResponse:
    """A month's notes by party, with what they come to by currency."""
    this_month = month_of(timezone.now())
    form = NotesForm(request.GET, months=note_months(most=MONTHS), latest=this_month)
    if not form.is_valid():
        return render(request, "console/liability/notes.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted, after = form.wanted(), form.cleaned_data["after"]
    rows, last = read_notes(wanted=wanted, size=PAGE, after=after)
    may = request.actor.may(Permission.STAFF_DEBIT_MANAGE)
    place = {"month": f"{wanted.month:%Y-%m}", "kind": wanted.kind or "", "state": wanted.state or ""}
    context = {
        "form": form,
        "rows": rows,
        "totals": note_totals(wanted),
        "month": wanted.month,
        "filtered": wanted.kind or wanted.state,
        "issuable": wanted.month if may and wanted.month in collecting_months(before=this_month) else None,
        "further": f"?{urlencode(place | {'after': str(last)})}" if last else "",
        "first": f"?{urlencode(place)}" if after else "",
    }
    return render(request, "console/liability/notes.html", context)


@post_only()
@staff_page(Permission.STAFF_DEBIT_MANAGE)
def issue(request: StaffRequest) -> HttpResponse:
    """Issues the notes of a past month, once."""
    try:
        month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
    except ValueError:
        raise Http404 from None
    try:
        many = issue_debit_notes(ask=IssueDebitNotes(month=month), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
        return redirect("console:notes")
    told = ngettext("%(many)s debit note was issued.", "%(many)s debit notes were issued.", many)
    messages.success(request, told % {"many": many})
    return redirect(f"{reverse('console:notes')}?{urlencode({'month': f'{month:%Y-%m}'})}")
