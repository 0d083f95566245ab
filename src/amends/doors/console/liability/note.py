"""One debit note: its page, its moves, and its printed form."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from amends.core.access import Permission
from amends.core.liability.notes import NoteMove, NoteUnseen, allowed_note_moves
from amends.core.refusals import Refusal
from amends.doors.console.liability.note_forms import NOTE_FORMS, CreditForm, NoteForm
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.liability.queries_note import NoteShown, credits_of, every_line, note_lines, read_note, steps_of

PAGE = 100


def shown_note(note_id: UUID) -> NoteShown:
    """The note. Raises Http404 when there is none."""
    try:
        return read_note(note_id)
    except NoteUnseen:
        raise Http404 from None


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def note(request: StaffRequest, note_id: UUID) -> HttpResponse:
    """The note with its lines, its moves and what became of it."""
    return _show(request, note_id, now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_DEBIT_MANAGE)
def move(request: StaffRequest, note_id: UUID, note_move: str) -> HttpResponse:
    """Makes the move, once; GET shows the note with that move's form open."""
    now, form_class = timezone.now(), NOTE_FORMS[NoteMove(note_move)]
    if request.method != "POST":
        return _show(request, note_id, now=now, opened=form_class())
    form, status = form_class(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            form.perform(note_id=note_id, actor=request.actor, now=now)
        except NoteUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, str(form.done))
            return redirect("console:note", note_id)
    return _show(request, note_id, now=now, opened=form, status=status)


@require_safe
@staff_page(Permission.STAFF_LEDGER_READ)
def printed(request: StaffRequest, note_id: UUID) -> HttpResponse:
    """The note on paper, with every line."""
    found = shown_note(note_id)
    context = {"note": found, "lines": list(every_line(found)), "credits": credits_of(note_id)}
    return render(request, "console/liability/print.html", context)


def _show(
    request: StaffRequest,
    note_id: UUID,
    *,
    now: datetime,
    opened: NoteForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page; `opened` is the move's form that stands open, with its faults where it was refused."""
    found = shown_note(note_id)
    try:
        after = UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError:
        raise Http404 from None
    lines, last = note_lines(note=found, size=PAGE, after=after)
    may = request.actor.may(Permission.STAFF_DEBIT_MANAGE)
    moves = allowed_note_moves(found.state, balance=found.balance, standing=found.standing) if may else []
    buttons = [_button(form, opened) for move, form in NOTE_FORMS.items() if move in moves]
    context = {
        "note": found,
        "lines": lines,
        "buttons": buttons,
        "kept": opened if opened and opened.errors and opened not in [form for form, _ in buttons] else None,
        "choosing": next((form for form, _ in buttons if isinstance(form, CreditForm)), None),
        "credits": credits_of(note_id),
        "steps": steps_of(note_id),
        "further": f"?after={last}" if last else "",
        "first": "?" if after else "",
        "now": now,
    }
    return render(request, "console/liability/note.html", context, status=status)


def _button(form: type[NoteForm], opened: NoteForm | None) -> tuple[NoteForm, bool]:
    """A move's form, and whether it stands open."""
    return (opened, True) if isinstance(opened, form) else (form(), False)
