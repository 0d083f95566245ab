"""Tags for debit notes and those who bear them: ``{% load liability %}``."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from amends.core.liability.notes import NoteState
from amends.core.policies.words import Bearer
from amends.doors.console.liability.words import BEARER_WORDS, NOTE_STATES, STEP_WORDS
from amends.doors.look.templatetags.look import badge
from amends.records.liability.models import DebitNote

register = template.Library()


@register.simple_tag
def note_badge(state: NoteState) -> SafeString:
    """The badge of a debit note's state."""
    words, tone, fill = NOTE_STATES[state]
    return badge(str(words), tone, fill)


@register.filter
def bearer(value: Bearer) -> str:
    """A bearer in the reader's language."""
    return str(BEARER_WORDS[value])


@register.filter
def note_month(month: date) -> str:
    """A month as ``October 2026``."""
    return date_format(month, "F Y")


@register.filter
def note_name(note: DebitNote) -> str:
    """The note's number; the month in which it collects, before it has one."""
    return note.number or date_format(note.month, "F Y")


@register.filter
def step(state: str) -> str:
    """What became of a note, by the state that it came to."""
    return str(STEP_WORDS[NoteState(state)])
