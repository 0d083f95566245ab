"""The form that begins a trial. It carries the draft's edits, so that a stale one is told so."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.policies.trials import Cases
from amends.usecases.policies.begin_trial import BeginTrial

USUAL = 10_000


class TrialForm(forms.Form):
    """Which cases, and how many if they are made up."""

    cases = forms.ChoiceField(
        label=_("Cases"),
        choices=[(Cases.PAST.value, _("Past disputes")), (Cases.SYNTHETIC.value, _("Made-up cases"))],
        initial=Cases.PAST.value,
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(
        label=_("Number of made-up cases"),
        initial=USUAL,
        min_value=-(2**31),
        max_value=2**31 - 1,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
    )
    edits = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        if self.data.get("cases") == Cases.PAST.value:
            self.fields["count"].required = False

    def ask(self, version_id: UUID) -> BeginTrial:
        """What a valid form asks for."""
        told = self.cleaned_data
        return BeginTrial(
            version_id=version_id, edits=told["edits"], cases=Cases(told["cases"]), count=told["count"] or 0
        )
