"""What the lists of versions and departures, and a comparison, are asked for in their address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from amends.doors.console.list_forms import PlaceField
from amends.records.keyset import Place


class PagesForm(forms.Form):
    """Where a page goes on: above or below a row."""

    newer = PlaceField()
    older = PlaceField()

    def places(self) -> dict[str, Place | None]:
        """The places of a valid form, as lists take them."""
        return {"above": self.cleaned_data["newer"], "below": self.cleaned_data["older"]}


class CompareForm(forms.Form):
    """Two versions."""

    before = forms.ChoiceField(label=_("From"), widget=forms.Select({"class": "input", "aria-label": _("From")}))
    after = forms.ChoiceField(label=_("To"), widget=forms.Select({"class": "input", "aria-label": _("To")}))

    def __init__(self, data: Any, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("before", "after"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Two versions, not one twice."""
        told = super().clean() or {}
        if told.get("before") and told.get("before") == told.get("after"):
            raise ValidationError(_("These are one and the same version; choose two."))
        return told
