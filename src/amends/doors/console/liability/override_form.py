"""The form by which staff decide otherwise who bears a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.liability.overriding import NAME_LIMIT, WORDS_LIMIT
from amends.records.liability.queries_case import LiabilityShown
from amends.usecases.liability.override_liability import OverrideLiability


def _percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=100, widget=forms.NumberInput({"class": "input", "inputmode": "numeric"})
    )


def _name(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=NAME_LIMIT, widget=forms.TextInput({"class": "input"})
    )


class OverrideForm(forms.Form):
    """Three percents, the names of those who are charged, and why."""

    shown = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    supplier = _percent(_("Supplier, %"))
    carrier = _percent(_("Carrier, %"))
    platform = _percent(_("Platform, %"))
    supplier_name = _name(_("Supplier's name"))
    carrier_name = _name(_("Carrier's name"))
    why = forms.CharField(
        label=_("Why"),
        max_length=WORDS_LIMIT,
        help_text=_("Kept in the trail; the merchant does not read it."),
        widget=forms.Textarea({"rows": 2, "class": "input"}),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="bearing_%s")

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The three percents."""
        return [self[name] for name in ("supplier", "carrier", "platform")]

    def ask(self, *, dispute: str) -> OverrideLiability:
        """The ask of a valid form."""
        return OverrideLiability(dispute=dispute, **self.cleaned_data)


def override_form(told: LiabilityShown) -> OverrideForm:
    """The form as it stands now; a merchant's share is no part of an award, so the platform's begins with it."""
    shares, current = told.bearing.shares, told.current
    return OverrideForm(
        initial={
            "shown": current.number,
            "supplier": shares.supplier,
            "carrier": shares.carrier,
            "platform": shares.platform + shares.merchant,
            "supplier_name": current.supplier_name,
            "carrier_name": current.carrier_name,
        }
    )
