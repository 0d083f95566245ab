"""Which debit notes are asked for, in their list's address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from amends.core.liability.notes import NoteState
from amends.core.liability.shares import CHARGED
from amends.core.policies.words import Bearer
from amends.doors.console.liability.words import BEARER_WORDS, NOTE_STATES
from amends.records.liability.queries import NoteFilter


class MonthField(forms.TypedChoiceField):
    """A month that has notes, as ``2026-11``; None for an empty one."""

    def __init__(self, **told: Any) -> None:
        super().__init__(coerce=lambda text: date.fromisoformat(f"{text}-01"), empty_value=None, **told)


class NotesForm(forms.Form):
    """A month, suppliers or carriers, a state, and where the page goes on."""

    month = MonthField(required=False, label=_("Month"))
    kind = forms.ChoiceField(
        required=False,
        label=_("Party"),
        choices=[("", _("Any party")), *((one.value, BEARER_WORDS[one]) for one in reversed(CHARGED))],
    )
    state = forms.ChoiceField(
        required=False,
        label=_("State"),
        choices=[("", _("Any state")), *((state.value, told[0]) for state, told in NOTE_STATES.items())],
    )
    after = forms.UUIDField(required=False, label=_("Page"))

    def __init__(self, data: Any, *, months: list[date], latest: date) -> None:
        super().__init__(data)
        self._latest = months[0] if months else latest
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (f"{month:%Y-%m}", date_format(month, "F Y")) for month in months or [latest]
        ]
        for name in ("month", "kind", "state"):
            field = self.fields[name]
            field.widget.attrs |= {"class": "input", "aria-label": str(field.label)}

    def wanted(self) -> NoteFilter:
        """What a valid form asks for; the latest month, without one."""
        told = self.cleaned_data
        return NoteFilter(
            month=told["month"] or self._latest,
            kind=Bearer(told["kind"]) if told["kind"] else None,
            state=NoteState(told["state"]) if told["state"] else None,
        )
