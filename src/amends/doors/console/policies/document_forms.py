"""A whole document as a form: pasted, uploaded or edited; its faults are shown with their lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from amends.core.policies.editing import WholeDocument
from amends.core.policies.issues import Path, PolicyInvalid
from amends.doors.console.policies.edit_form import EditForm, issue_told, plain

LARGEST = 300_000
"""Characters of a document, and bytes of an uploaded one."""
NOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong, with the line (from 1) and what stands in it, where it has one."""

    line: int | None
    text: str
    words: str


def line_faults(refusal: PolicyInvalid, document: str) -> list[LineFault]:
    """The faults of a document by its lines, first one first."""
    lines = document.splitlines()

    def fault(line: int | None) -> str:
        return lines[line - 1].strip() if line and line <= len(lines) else ""

    found = sorted(refusal.issues, key=lambda one: one.line or 0)
    return [LineFault(one.line, fault(one.line), issue_told(one)) for one in found]


def note_field() -> forms.CharField:
    """What a draft is for."""
    return forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("A few words by which others recognize the draft."),
    )


def document_field(label: Any, *, required: bool) -> forms.CharField:
    """The document's text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea({"rows": 24, "class": "code", "spellcheck": "false", "autocapitalize": "off"}),
    )


class DocumentForm(EditForm):
    """The draft's whole document as text; it is kept word for word."""

    template = "console/policies/edit_document.html"

    document = document_field(_("Document"), required=True)
    faults: tuple[LineFault, ...] | list[LineFault] = ()

    def told(self) -> Mapping[str, Any]:
        """The document as it is."""
        return {"document": self.version.document}

    def edit(self) -> WholeDocument:
        """The text with plain line ends."""
        return WholeDocument(plain(self.cleaned_data["document"]))

    def place(self, path: Path) -> str | None:
        """Everything is in the one text."""
        return "document"

    def show_faults(self, refusal: PolicyInvalid) -> None:
        """The faults with their lines, beside the text."""
        self.faults = line_faults(refusal, plain(self.cleaned_data["document"]))
        self.add_error("document", _("This document cannot be used yet; what is wrong is listed with its lines."))


class NoteForm(EditForm):
    """What the draft is for."""

    template = "console/policies/edit_note.html"

    words = note_field()

    def told(self) -> Mapping[str, Any]:
        """The note as it is."""
        return {"words": self.version.note}

    def edit(self) -> None:
        """Nothing of the document."""

    def note(self) -> str:
        """The words."""
        return str(self.cleaned_data["words"])

    def place(self, path: Path) -> str | None:
        """No part of the document is here."""
        return None


class CopyForm(forms.Form):
    """What a copy of a version is for."""

    note = note_field()


class ImportForm(forms.Form):
    """A document from elsewhere: a file, or pasted text; and what the draft is for."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("One TOML file, as Export gives it."),
        widget=forms.FileInput({"accept": ".toml,application/toml,text/plain"}),
    )
    document = document_field(_("Or the document's text"), required=False)
    note = note_field()
    faults: tuple[LineFault, ...] | list[LineFault] = ()

    def clean(self) -> dict[str, Any]:
        """The document is in the file or in the text, not in both."""
        told = super().clean() or {}
        file, text = told.get("file"), told.get("document", "")
        if file and text.strip() and "document" not in self.errors:
            self.add_error("file", ValidationError(_("There is a text below as well: choose a file or paste a text.")))
        elif file:
            told["document"] = self._read(file)
        elif not text.strip() and not self.errors:
            self.add_error("document", ValidationError(_("Choose a file or paste a text.")))
        return told

    def _read(self, file: Any) -> str:
        if file.size > LARGEST:
            self.add_error("file", ValidationError(_("The file is too large to be a policy.")))
            return ""
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", ValidationError(_("The file is not a text in UTF-8.")))
            return ""
        if "\x00" in text:
            self.add_error("file", ValidationError(_("The file is not a text in UTF-8.")))
        return text

    def text(self) -> str:
        """The document of a valid form, with plain line ends."""
        return plain(self.cleaned_data["document"])

    def show_faults(self, refusal: PolicyInvalid) -> None:
        """The faults with their lines; what was in a file stands in the text from now on, to be mended there."""
        self.faults = line_faults(refusal, self.text())
        self.data = {**self.data.dict(), "document": self.text()} if isinstance(self.data, QueryDict) else self.data
        self.add_error("document", _("This document cannot be used yet; what is wrong is listed with its lines."))
