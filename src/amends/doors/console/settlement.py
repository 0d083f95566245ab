"""One settlement: its legs, what they posted, and what finance does about those that failed or are unknown."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.settlements.legs import LegState, Method
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.settlement_forms import (
    AgainForm,
    CutForm,
    LookFirstForm,
    OutcomeForm,
    ReplaceForm,
    RestoreForm,
)
from amends.doors.look.posting import post_only
from amends.records.settlements.queries import SettlementRow, one_settlement
from amends.records.settlements.queries_decision import LegShown
from amends.records.settlements.take import LegUnseen

Form = ReplaceForm | AgainForm | OutcomeForm | CutForm | RestoreForm


@require_safe
@staff_page(Permission.STAFF_SETTLEMENT_READ)
def settlement(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    """The settlement as it stands."""
    return _show(request, settlement_id)


@post_only("../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def replace(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    """Closes a leg that failed and pays its amount another way."""
    return _act(request, settlement_id, ReplaceForm(request.POST))


@post_only("../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def again(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    """Closes a leg that claims had stopped and pays it to the balance again."""
    return _act(request, settlement_id, AgainForm(request.POST))


@post_only("../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def outcome(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    """Notes what a person saw of a leg whose outcome nobody knew."""
    return _act(request, settlement_id, OutcomeForm(request.POST))


@post_only("../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def cut(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    """Ends what a claim at a payment house has paid already."""
    return _act(request, settlement_id, CutForm(request.POST))


@post_only("../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def restore(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    """Pays after all what was ended for a claim that was reversed since."""
    return _act(request, settlement_id, RestoreForm(request.POST))


def _act(request: StaffRequest, settlement_id: UUID, form: Form) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            form.perform(actor=request.actor, now=timezone.now())
        except LegUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, str(form.done))
            return redirect("console:settlement", settlement_id)
    return _show(request, settlement_id, refused=form, status=status)


def _show(
    request: StaffRequest, settlement_id: UUID, *, refused: Form | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    row = one_settlement(settlement_id)
    if row is None:
        raise Http404
    may = request.actor.may(Permission.STAFF_SETTLEMENT_MANAGE)
    context: dict[str, Any] = {
        "row": row,
        "forms": _forms(row, refused) if may else [],
        "form": refused,
        "now": timezone.now(),
    }
    return render(request, "console/book/settlement.html", context, status=status)


def _forms(row: SettlementRow, refused: Form | None) -> list[tuple[LegShown, Form, str, str]]:
    """Each leg about which something can be done, the form for it, and its title and hint."""
    fitting = [(leg, fits) for leg in row.legs if (fits := _fitting(leg, row))]
    return [
        (leg, _form(fits, leg, refused), str(fits.title) % {"number": leg.number}, str(fits.hint))
        for leg, fits in fitting
    ]


def _fitting(leg: LegShown, row: SettlementRow) -> type[Form] | None:
    """What can be done about a leg as it stands."""
    if leg.state is LegState.UNKNOWN:
        return OutcomeForm
    if leg.taken_elsewhere and row.left:
        return RestoreForm
    if leg.state is not LegState.FAILED:
        return None
    if row.over:
        return CutForm
    if leg.method is Method.WALLET:
        return AgainForm
    return LookFirstForm if leg.finance_looks_first else ReplaceForm


def _form(fits: type[Form], leg: LegShown, refused: Form | None) -> Form:
    """That form about the leg; the refused one, with what was typed, where it is about this leg."""
    if refused is not None and refused.name == fits.name and refused.about() == leg.id:
        return refused
    return fits(initial={"leg": leg.id}, auto_id=f"{fits.name}-{leg.number}-%s")
