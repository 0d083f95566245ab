"""What the platform knows of a case's order: noted on the case, asked about by the policy's clauses."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.orders.words import Circumstance
from amends.core.policies.words import title_of
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.disputes.models import Dispute
from amends.usecases.orders.note_circumstances import NoteCircumstances, note_circumstances

KNOWN_OTHERWISE = frozenset({Circumstance.CLAIMED_ELSEWHERE})
"""External claims tell of these themselves."""


def choices(noted: frozenset[Circumstance]) -> list[tuple[str, str, bool]]:
    """Code, words, and whether it is noted; without those that nobody notes by hand."""
    return [(one.value, _(title_of(one)), one in noted) for one in Circumstance if one not in KNOWN_OTHERWISE]


@post_only()
@staff_page(Permission.STAFF_DISPUTE_REVIEW)
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Notes what was ticked on the case's order."""
    order_id = Dispute.objects.filter(number=number).values_list("order_id", flat=True).first()
    told = request.POST.getlist("circumstance")
    if order_id is None or not set(told) <= set(Circumstance) - KNOWN_OTHERWISE:
        raise Http404
    ask = NoteCircumstances(order_id=order_id, circumstances=frozenset(map(Circumstance, told)))
    note_circumstances(ask=ask, actor=request.actor, now=timezone.now())
    messages.success(request, _("Noted; the policy's finding follows it."))
    return redirect("console:case", number)
