"""The other parts of a draft as forms: its head, its settings, its evidence, and the whole document."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.evidence.purposes import Purpose
from amends.core.policies.clauses import Need, Policy
from amends.core.policies.editing import EvidenceEdit, HeadEdit, PartUnseen, SettingsEdit
from amends.core.policies.issues import Path
from amends.core.policies.predicates import Predicate
from amends.core.policies.uses import settings_in
from amends.core.policies.words import title_of
from amends.doors.console.policies.conditions import ConditionsForm
from amends.doors.console.policies.edit_form import LONGEST, EditForm, kept_line, kept_text, short_number
from amends.records.policies.queries import VersionShown


class HeadForm(EditForm):
    """The policy's title, text and currency."""

    template = "console/policies/edit_head.html"

    title = forms.CharField(label=_("Title"), max_length=LONGEST)
    text = forms.CharField(label=_("Text for people"), max_length=LONGEST, widget=forms.Textarea({"rows": 16}))
    currency = forms.CharField(
        label=_("Currency"), max_length=3, help_text=_("Of the amounts in conditions; written like USD.")
    )

    def told(self) -> Mapping[str, Any]:
        """The head as it is."""
        return {"title": self.policy.title, "text": self.policy.text.strip(), "currency": self.policy.currency}

    def edit(self) -> HeadEdit:
        """The head that the form describes."""
        told = self.cleaned_data
        return HeadEdit(
            kept_line(told["title"], self.policy.title), kept_text(told["text"], self.policy.text), told["currency"]
        )

    def place(self, path: Path) -> str | None:
        """The head's own fields."""
        return str(path[0]) if len(path) == 1 else None


class SettingsForm(EditForm):
    """Each setting's number; a new one; those that nothing uses can be taken out."""

    template = "console/policies/edit_settings.html"

    new_name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        help_text=_("Small letters, digits and underscores, such as delay_days_canada."),
    )
    new_value = forms.IntegerField(label=_("Value"), required=False, widget=short_number())

    def __init__(self, version: VersionShown, part: str, data: QueryDict | None = None) -> None:
        super().__init__(version, part, data)
        used = settings_in(self.policy)
        for name, _value in self.policy.settings:
            self.fields[f"setting_{name}"] = forms.IntegerField(label=name, widget=short_number())
            if name not in used:
                self.fields[f"remove_{name}"] = forms.BooleanField(
                    label=gettext("Take “%(name)s” out; nothing uses it") % {"name": name}, required=False
                )

    @property
    def numbers(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each setting's field, and the one that takes it out, where nothing uses it."""
        names = [name for name, _value in self.policy.settings]
        return [
            (self[f"setting_{name}"], self[f"remove_{name}"] if f"remove_{name}" in self.fields else None)
            for name in names
        ]

    def told(self) -> Mapping[str, Any]:
        """The settings as they are."""
        return {f"setting_{name}": value for name, value in self.policy.settings}

    def clean(self) -> dict[str, Any]:
        """A new setting has a name of its own and a value."""
        told = super().clean() or {}
        name, value = told.get("new_name"), told.get("new_value")
        if name and value is None and "new_value" not in self.errors:
            self.add_error("new_value", ValidationError(_("Write its value.")))
        if value is not None and not name and "new_name" not in self.errors:
            self.add_error("new_name", ValidationError(_("Give it a name.")))
        if name in dict(self.policy.settings):
            self.add_error("new_name", ValidationError(_("There is a setting of this name already.")))
        return told

    def edit(self) -> SettingsEdit:
        """All settings that the form leaves and adds."""
        told = self.cleaned_data
        kept = {name: told[f"setting_{name}"] for name, _v in self.policy.settings if not told.get(f"remove_{name}")}
        new = {told["new_name"]: told["new_value"]} if told["new_name"] else {}
        return SettingsEdit({**kept, **new})

    def place(self, path: Path) -> str | None:
        """The setting's field."""
        if len(path) != 2 or path[0] != "settings":
            return None
        return f"setting_{path[1]}" if path[1] in dict(self.policy.settings) else "new_name"


class EvidenceForm(ConditionsForm):
    """What has to be shown, with which files, and when."""

    template = "console/policies/edit_evidence.html"

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Small letters, digits and underscores. Clauses need it by this name, so it stays for good."),
    )
    text = forms.CharField(
        label=_("Text for people"),
        max_length=2000,
        help_text=_("Read after “Still missing:”, so it begins with a small letter."),
        widget=forms.Textarea({"rows": 3}),
    )
    any_of = forms.MultipleChoiceField(
        label=_("At least one file that shows"),
        choices=lambda: [(one.value, gettext(title_of(one))) for one in Purpose],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, version: VersionShown, part: str, data: QueryDict | None = None) -> None:
        self.need = _need_of(version.policy, part)
        super().__init__(version, part, data)
        if self.need:
            del self.fields["name"]

    @property
    def needed_by(self) -> list[str]:
        """The titles of the clauses that want to see it."""
        return [one.title for one in self.policy.clauses if self.part in one.needs]

    def asked_before(self) -> Sequence[Predicate]:
        """When it is needed."""
        return self.need.when if self.need else ()

    def told(self) -> Mapping[str, Any]:
        """The evidence as it is."""
        need = self.need
        return {"text": need.text.strip(), "any_of": [one.value for one in need.any_of]} if need else {}

    def edit(self) -> EvidenceEdit:
        """The evidence that the form describes."""
        told = self.cleaned_data
        text = kept_text(told["text"], self.need.text if self.need else "")
        table = {"any_of": told["any_of"], "text": text, **({"when": self.when} if self.when else {})}
        return EvidenceEdit(self.need.name if self.need else told["name"], table, new=self.need is None)

    def removal(self) -> EvidenceEdit | None:
        """The draft without this evidence."""
        return EvidenceEdit(self.need.name, None) if self.need else None

    def place(self, path: Path) -> str | None:
        """Faults of this very evidence have fields."""
        name = self.need.name if self.need else self.cleaned_data.get("name")
        if path[:2] != ("evidence", name):
            return None
        if len(path) > 2 and path[2] == "when":
            return self.condition_place(path[3] if len(path) > 3 else None)
        return str(path[2]) if len(path) > 2 else "name"


def _need_of(policy: Policy, part: str) -> Need | None:
    if not part:
        return None
    found = next((one for one in policy.needs if one.name == part), None)
    if found is None:
        raise PartUnseen(name=part)
    return found
