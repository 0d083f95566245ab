"""The forms by which finance moves a debit note."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.access import Actor
from amends.core.liability.notes import REFERENCE_LIMIT, WORDS_LIMIT, NoteMove
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.liability.dispute_debit_note import DisputeDebitNote, dispute_debit_note
from amends.usecases.liability.settle_debit_note import SettleDebitNote, settle_debit_note
from amends.usecases.liability.uphold_debit_note import UpholdDebitNote, uphold_debit_note


def _words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=WORDS_LIMIT, help_text=hint, widget=forms.Textarea({"rows": 3, "class": "input"})
    )


class NoteForm(forms.Form):
    """A move of a note: its name in the table of states, what stands on its button, what is said once it is done."""

    move: ClassVar[NoteMove]
    title: ClassVar[str | Promise]
    hint: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    done: ClassVar[str | Promise]
    icon: ClassVar[str]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{self.move.value}_%s")

    def perform(self, *, note_id: UUID, actor: Actor, now: datetime) -> None:
        """Asks for the move. Raises what its use-case raises."""
        raise NotImplementedError


class DisputeForm(NoteForm):
    """The party's words, which somebody on our side writes down."""

    move, icon = NoteMove.DISPUTE, "chat"
    title, hint = _("Record an objection"), _("What the party says against the note; it then waits for an answer.")
    button, done = _("Record it"), _("The objection is recorded.")

    words = _words(_("What they say"))

    def perform(self, *, note_id: UUID, actor: Actor, now: datetime) -> None:
        ask = DisputeDebitNote(note_id=note_id, words=self.cleaned_data["words"])
        dispute_debit_note(ask=ask, actor=actor, now=now)


class UpholdForm(NoteForm):
    """Why what was charged stands."""

    move, icon = NoteMove.UPHOLD, "check"
    title, hint = _("Uphold the note"), _("What was charged stands, and is to be paid.")
    button, done = _("Uphold"), _("The note is upheld.")

    words = _words(_("What they are answered"))

    def perform(self, *, note_id: UUID, actor: Actor, now: datetime) -> None:
        ask = UpholdDebitNote(note_id=note_id, words=self.cleaned_data["words"])
        uphold_debit_note(ask=ask, actor=actor, now=now)


class CreditForm(NoteForm):
    """Which lines need not be paid, ticked in the note's table; none ticked is refused rather than taken for all."""

    move, icon = NoteMove.CREDIT, "return"
    title, hint = _("Credit lines"), _("Their postings are reversed and the platform bears them. It cannot be undone.")
    button, done = _("Credit the chosen lines"), _("The lines are credited.")

    words = _words(_("Why"), _("Stands on the credit note."))
    whole = forms.BooleanField(required=False, label=_("Every line that still stands"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.lines: set[UUID] = set()

    def clean(self) -> None:
        try:
            self.lines = {UUID(line) for line in self.data.getlist("line")}  # type: ignore[attr-defined]
        except ValueError:
            raise forms.ValidationError(_("These lines are not of this note.")) from None

    def perform(self, *, note_id: UUID, actor: Actor, now: datetime) -> None:
        told = self.cleaned_data
        lines = None if told["whole"] else self.lines
        credit_debit_note(ask=CreditDebitNote(note_id=note_id, words=told["words"], lines=lines), actor=actor, now=now)


class SettleForm(NoteForm):
    """What the bank calls the payment; `shown` is the balance as its page says it, anew once it was refused."""

    move, icon = NoteMove.SETTLE, "wallet"
    title, hint = _("Record the payment"), _("The whole balance has arrived; the note is closed.")
    button, done = _("Record the payment"), _("The payment is recorded; the note is settled.")

    reference = forms.CharField(
        label=_("Reference"),
        max_length=REFERENCE_LIMIT,
        help_text=_("As the bank names it."),
        widget=forms.TextInput({"class": "input"}),
    )
    shown = forms.IntegerField(widget=forms.HiddenInput)

    def perform(self, *, note_id: UUID, actor: Actor, now: datetime) -> None:
        told = self.cleaned_data
        ask = SettleDebitNote(note_id=note_id, reference=told["reference"], shown=told["shown"])
        settle_debit_note(ask=ask, actor=actor, now=now)


NOTE_FORMS: Mapping[NoteMove, type[NoteForm]] = {
    form.move: form for form in (SettleForm, DisputeForm, UpholdForm, CreditForm)
}
"""The moves that finance makes on a note's page, in the order of their buttons."""
