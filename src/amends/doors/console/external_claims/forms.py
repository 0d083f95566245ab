"""What is asked of claims in an address, and what is sent about one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.doors.console.list_forms import PlaceField
from amends.records.external_claims.pages import ClaimTab

TAB_WORDS = {
    ClaimTab.ANSWER: _("Needs an answer"),
    ClaimTab.REVIEW: _("Under review"),
    ClaimTab.UNMATCHED: _("Unmatched"),
    ClaimTab.ENDED: _("Ended"),
}


class ClaimsForm(forms.Form):
    """A tab, and where its page goes on."""

    tab = forms.ChoiceField(
        required=False, label=_("Tab"), choices=[("", ""), *((tab.value, words) for tab, words in TAB_WORDS.items())]
    )
    after = PlaceField()

    def chosen(self) -> ClaimTab:
        """The tab of a valid form; what needs an answer, without one."""
        return ClaimTab(self.cleaned_data["tab"] or ClaimTab.ANSWER)


class OrderSearchForm(forms.Form):
    """Words that the order begins with, or the name of a top-up's payment."""

    q = forms.CharField(required=False, max_length=254, label=_("Search"))


class MatchForm(forms.Form):
    """The order or top-up that was chosen."""

    order = forms.UUIDField(required=False, label=_("Order"))
    top_up = forms.UUIDField(required=False, label=_("Top-up"))


class UnmatchForm(forms.Form):
    """Why a claim does not belong where it was put."""

    words = forms.CharField(
        required=False, max_length=1000, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3, "class": "input"})
    )


NO_MORE_IDS = "no_more_%s"
"""Another form of the same page asks for words, too."""


class NoMoreForm(forms.Form):
    """How it is known that a claim takes nothing more."""

    words = forms.CharField(
        required=False,
        max_length=1000,
        label=_("How you know"),
        help_text=_("For example: the money was refunded to the payer on the payment house's own page."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )


class DismissForm(forms.Form):
    """Why a claim concerns nothing here."""

    words = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Reason"),
        help_text=_("For example: the payment was made to somebody else."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )
