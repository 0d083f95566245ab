"""What every form that changes a draft has: the state of the draft it was opened on, and a place for each fault."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from amends.core.policies.editing import Edit
from amends.core.policies.issues import Issue, Path, PolicyInvalid
from amends.records.policies.queries import VersionShown

LONGEST = 20_000
"""Characters of a text for people."""


def issue_told(issue: Issue) -> str:
    """What is wrong, in the reader's language, without its place."""
    return gettext(issue.sentence) % issue.facts


def plain(text: str) -> str:
    """The text with plain line ends."""
    return re.sub(r"\r\n?", "\n", text)


def kept_text(typed: str, old: str) -> str:
    """The typed text with plain line ends; the old one where only those, or blanks around it, differ."""
    return old if plain(typed).strip() == plain(old).strip() else plain(typed)


def kept_line(typed: str, old: str) -> str:
    """The typed line; the old one where only blanks differ."""
    return old if typed.split() == old.split() else typed


def short_number() -> forms.NumberInput:
    """The control for a number of a few digits."""
    return forms.NumberInput({"class": "short"})


class EditForm(forms.Form):
    """A change of one draft. `part` names the clause or the evidence; empty for a new one, or for the whole."""

    template: ClassVar[str]

    edits = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, version: VersionShown, part: str, data: QueryDict | None = None) -> None:
        self.version, self.policy, self.part = version, version.policy, part
        super().__init__(data, initial=dict(self.told()))

    def told(self) -> Mapping[str, Any]:
        """What the fields hold at first. Raises PartUnseen."""
        raise NotImplementedError

    def edit(self) -> Edit | None:
        """What a valid form asks for; None where it is about the note alone."""
        raise NotImplementedError

    def note(self) -> str | None:
        """The words about the draft, if the form changes them."""
        return None

    def removal(self) -> Edit | None:
        """What taking the part out asks for, where that is possible."""
        return None

    def place(self, path: Path) -> str | None:
        """The field that a fault at that path of the document is about; None when it lies elsewhere."""
        raise NotImplementedError

    def show_faults(self, refusal: PolicyInvalid) -> None:
        """Each fault at its field; those that lie elsewhere above the form, with their place."""
        for issue in refusal.issues:
            field = self.place(issue.path)
            if field in self.fields:
                self.add_error(field, issue_told(issue))
            else:
                self.add_error(None, f"{issue.where}: {issue_told(issue)}" if issue.where else issue_told(issue))
