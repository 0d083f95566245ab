"""A payment house's lines beside our books, and having them fetched now."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.reconciliation.verdicts import ALARMING
from amends.core.refusals import Refusal
from amends.doors.console.reconciliation.form import TABS, BesideForm, Chosen
from amends.doors.console.reconciliation.words import SUBJECTS, VERDICTS, address_of
from amends.doors.console.refusals import refusal_words
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.reconciliation.beside import Total, clearing_held, read_beside, totals
from amends.records.reconciliation.queries import currencies_of, latest_runs, providers_told, told_since
from amends.usecases.reconciliation.ask_statement import AskStatement, ask_statement

PAGE, RUNS = 50, 6


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def reconciliation(request: StaffRequest) -> HttpResponse:
    """Totals, what does not agree first, and how the lines were fetched."""
    now, template = timezone.now(), "console/reconciliation/page.html"
    form = beside_form(request, now=now)
    if form is None:
        return render(request, template, {"now": now})
    if not form.is_valid():
        return render(request, template, {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    chosen = form.chosen()
    provider, currency = chosen.asked.provider, chosen.asked.currency
    runs = latest_runs(provider, most=RUNS)
    context = {
        "form": form,
        "provider": provider,
        "currency": currency,
        "clearing": clearing_held(provider, currency),
        "runs": [one for one in runs if one.finished_at],
        "running": next((one for one in runs if not one.finished_at), None),
        "may_fetch": request.actor.may(Permission.STAFF_SETTLEMENT_MANAGE),
        "now": now,
        **_found(chosen, now=now),
    }
    return render(request, template, context)


@post_only("../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def fetch(request: StaffRequest) -> HttpResponse:
    """Has the worker fetch a payment house's lines in a moment."""
    provider = request.POST.get("provider", "")
    if provider not in providers_told():
        raise Http404
    try:
        ask_statement(ask=AskStatement(provider=provider), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The lines are fetched in a moment; look again then."))
    return redirect(f"{reverse('console:reconciliation')}?{urlencode({'provider': provider})}")


def beside_form(request: HttpRequest, *, now: datetime) -> BesideForm | None:
    """The form as the address fills it; None where no payment house was ever asked."""
    providers = providers_told()
    if not providers:
        return None
    wanted = request.GET.get("provider", "")
    currencies = currencies_of(wanted if wanted in providers else providers[0])
    return BesideForm(request.GET, providers=providers, currencies=currencies, today=now.date())


def _found(chosen: Chosen, *, now: datetime) -> dict[str, Any]:
    """Nothing of it before the lines were fetched once."""
    since = told_since(chosen.asked.provider)
    if since is None:
        return {"known": False}
    verdicts = TABS[chosen.tab][1]
    rows, last = read_beside(chosen.asked, verdicts=verdicts, size=PAGE, told_since=since, now=now, after=chosen.after)
    sums = totals(chosen.asked, told_since=since, now=now)
    place = address(chosen)
    return {
        "known": True,
        "told_since": since,
        "rows": [(row, address_of(row), VERDICTS[row.verdict], SUBJECTS[row.subject]) for row in rows],
        "totals": [(one, VERDICTS[one.verdict]) for one in sums],
        "alarms": sum(one.many for one in sums if one.verdict in ALARMING),
        "tab": chosen.tab,
        "tabs": _tabs(chosen, sums),
        "export": f"{reverse('console:reconciliation_csv')}?{urlencode(place)}",
        "further": f"?{urlencode(place | {'tab': chosen.tab, 'after': last.text()})}" if last else "",
        "first": f"?{urlencode(place | {'tab': chosen.tab})}" if chosen.after else "",
    }


def address(chosen: Chosen) -> dict[str, str]:
    """The choice as an address holds it, without tab and place."""
    since, until = chosen.days
    return {
        "provider": chosen.asked.provider,
        "currency": chosen.asked.currency,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }


def _tabs(chosen: Chosen, sums: Sequence[Total]) -> list[dict[str, Any]]:
    return [
        {
            "label": words,
            "url": f"?{urlencode(address(chosen) | {'tab': name})}",
            "current": name == chosen.tab,
            "count": sum(one.many for one in sums if one.verdict in verdicts),
        }
        for name, (words, verdicts) in TABS.items()
    ]
