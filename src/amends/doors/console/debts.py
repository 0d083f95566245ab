"""What is owed for a top-up that a payment house took back: finance notes how it ended."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DebtForm(forms.Form):
    """How it was settled, or why it is given up; `shown` is what the page said to be owed, minor units."""

    shown = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
    end = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("settled", _("Settled: the money arrived by transfer")), ("written_off", _("Written off"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Words, for the merchant to read"), max_length=500, widget=forms.Textarea({"rows": 2, "class": "input"})
    )
