"""An account for staff: its standing, and its disputes."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Actor, Permission
from amends.core.standing.measures import standing_by
from amends.doors.console.debts import DebtForm
from amends.doors.console.list_forms import BeforeForm
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.standing_forms import AnswerForm, ImposeForm, LiftForm
from amends.records.access.measures import measure_of
from amends.records.disputes.case_file_history import account_disputes, account_history, account_name
from amends.records.standing.queries import MeasureShown, history_of, measures_of
from amends.records.wallet.held import held_rows

PAGE = 25
MOST = 50
"""Measures and changes longer ago stay in the database."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with the form that may end it, or answer its contest; `mine` where one took it oneself."""

    measure: MeasureShown
    in_force: bool
    mine: bool
    form: forms.Form | None
    opened: bool


@require_safe
@staff_page(Permission.STAFF_DISPUTE_READ)
def account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """The account's standing and its disputes, latest first, and how its latest ones ended."""
    return show_account(request, account_id, now=timezone.now())


def show_account(
    request: StaffRequest,
    account_id: UUID,
    *,
    now: datetime,
    refused: forms.Form | None = None,
    of: UUID | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page; with a `refused` form, which is a measure's or its contest's where `of` says whose."""
    form, name = BeforeForm(request.GET), account_name(account_id)
    if name is None or not form.is_valid():
        raise Http404
    before = form.cleaned_data["before"]
    rows, last = account_disputes(account_id=account_id, size=PAGE, before=before)
    context = {
        "account_id": account_id,
        "name": name,
        "rows": rows,
        "history": account_history(account_id),
        "further": f"?before={last}" if last else "",
        "first": "?" if before else "",
        "now": now,
        **_standing(account_id, request.actor, now=now, refused=refused, of=of),
        **_debts(account_id, request.actor, refused=refused, of=of),
    }
    return render(request, "console/accounts/account.html", context, status=status)


def _standing(
    account_id: UUID, actor: Actor, *, now: datetime, refused: forms.Form | None, of: UUID | None
) -> dict[str, Any]:
    may, changes = actor.may(Permission.STAFF_STANDING_MANAGE), history_of(account_id, most=MOST)
    measures = measures_of(account_id, most=MOST)
    imposing = refused if isinstance(refused, ImposeForm) else None
    return {
        "standing": standing_by(measure_of(account_id, now=now)),
        "measures": [_row(one, actor, now=now, refused=refused if of in _ids(one) else None) for one in measures],
        "changes": changes,
        "may_manage": may,
        "imposing": imposing or ImposeForm(initial={"seen": changes[0].id if changes else None}),
        "impose_open": imposing is not None,
    }


def _debts(account_id: UUID, actor: Actor, *, refused: forms.Form | None, of: UUID | None) -> dict[str, Any]:
    """Top-ups that are claimed back or owed, each with the form that ends what is owed."""
    if not actor.may(Permission.STAFF_WITHDRAWAL_APPROVE):
        return {}
    return {
        "held_back": [
            (one, refused if refused is not None and of == one.id else DebtForm(auto_id=f"d{one.id.hex[-12:]}_%s"))
            for one in held_rows(account_id)
        ]
    }


def _ids(measure: MeasureShown) -> tuple[UUID, ...]:
    return (measure.id, measure.contest.id) if measure.contest else (measure.id,)


def _row(measure: MeasureShown, actor: Actor, *, now: datetime, refused: forms.Form | None) -> Row:
    in_force, waits = measure.in_force(now), bool(measure.contest and measure.contest.answer is None)
    mine = measure.imposed_by is not None and measure.imposed_by == actor.id
    fresh: forms.Form | None = None
    if actor.may(Permission.STAFF_STANDING_MANAGE) and in_force:
        prefix = f"m{measure.id.hex[-12:]}"
        fresh = AnswerForm(auto_id=f"{prefix}_%s") if waits and not mine else LiftForm(auto_id=f"{prefix}_%s")
    return Row(measure, in_force, mine, refused or fresh, refused is not None or (waits and not mine))
