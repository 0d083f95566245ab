"""What lists of orders, settlements and entries are asked for in their address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from amends.doors.console.refusals import refusal_words
from amends.records.keyset import Place, PlaceUnreadable, read_place
from amends.records.settlements.queries import SettlementTab

_TAB_WORDS = {
    SettlementTab.STUCK: _("Stuck"),
    SettlementTab.RUNNING: _("In progress"),
    SettlementTab.FINISHED: _("Finished"),
}


class BeforeForm(forms.Form):
    """Where the page goes on: before a row."""

    before = forms.UUIDField(required=False, label=_("Page"))


class FindForm(BeforeForm):
    """Words that an order begins with, or an account."""

    q = forms.CharField(required=False, max_length=254, label=_("Search"))
    account = forms.UUIDField(required=False, label=_("Account"))


class PlaceField(forms.CharField):
    """A `Place` of a list as its address holds it; None without one."""

    def __init__(self) -> None:
        super().__init__(required=False, label=_("Page"))

    def clean(self, value: Any) -> Place | None:
        """The place, or a word that the address is not whole."""
        text = super().clean(value)
        try:
            return read_place(text) if text else None
        except PlaceUnreadable as refusal:
            raise ValidationError(refusal_words(refusal)) from None


class SettlementsForm(forms.Form):
    """A tab, and where its page goes on."""

    tab = forms.ChoiceField(
        required=False, label=_("Tab"), choices=[("", ""), *((tab.value, words) for tab, words in _TAB_WORDS.items())]
    )
    after = PlaceField()

    def chosen(self) -> SettlementTab:
        """The tab of a valid form; what is stuck, without one."""
        return SettlementTab(self.cleaned_data["tab"] or SettlementTab.STUCK)


def settlement_tabs(current: SettlementTab) -> list[dict[str, Any]]:
    """The tabs for `look/tabs.html`."""
    return [
        {"label": words, "url": f"?tab={tab.value}", "current": tab is current} for tab, words in _TAB_WORDS.items()
    ]
