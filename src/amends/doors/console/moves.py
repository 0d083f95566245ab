"""Moving a case: each move is a form of its own, shown again with its words kept whenever it is refused."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from amends.core.access import Permission
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.disputes.states import Move
from amends.core.refusals import Refusal
from amends.doors.console.case_page import Shown, show_case
from amends.doors.console.move_forms import MOVE_FORMS, OfferForm
from amends.doors.console.refusals import refusal_words, refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.disputes.case_file import currency_of
from amends.usecases.decisions.preview_offer import preview_offer


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_DISPUTE_READ)
def move(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """Makes the move, once; GET shows the case with that move's form open."""
    now, form_class = timezone.now(), MOVE_FORMS[Move(name)]
    if request.method != "POST":
        return show_case(request, number, now=now, shown=Shown(opened=form_class.move))
    form, status = form_class(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            form.perform(dispute=number, currency=currency_of(number), actor=request.actor, now=now)
        except DisputeUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, str(form.done))
            return redirect("console:case", number)
    return show_case(request, number, now=now, shown=Shown(refused=form, status=status))


@post_only()
@staff_page(Permission.STAFF_DISPUTE_DECIDE)
def breakdown(request: StaffRequest, number: str) -> HttpResponse:
    """What the offer being typed would give: beside the form for HTMX, without it the page with the form open."""
    form, preview, no = OfferForm(request.POST), None, ""
    if form.is_valid():
        try:
            preview = preview_offer(ask=form.ask(dispute=number, currency=currency_of(number)), actor=request.actor)
        except DisputeUnseen:
            raise Http404 from None
        except Refusal as refusal:
            no = refusal_words(refusal)
    if request.headers.get("HX-Request"):
        context = {"preview": preview, "no": no, "currency": preview and currency_of(number)}
        return render(request, "console/case/breakdown.html", context)
    shown = Shown(refused=form, preview=preview, no=no)
    return show_case(request, number, now=timezone.now(), shown=shown)
