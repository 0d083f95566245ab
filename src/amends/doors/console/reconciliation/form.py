"""What the page of a payment house's lines is asked for in its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.reconciliation.stretch import LONGEST
from amends.core.reconciliation.verdicts import ALARMING, Verdict
from amends.doors.console.list_forms import PlaceField
from amends.doors.look.templatetags.look import provider_name
from amends.records.keyset import Place
from amends.records.reconciliation.beside import Asked

MOST_DAYS = 93

TABS: dict[str, tuple[str | Promise, tuple[Verdict, ...]]] = {
    "differs": (_("Does not agree"), tuple(one for one in Verdict if one in ALARMING)),
    "awaited": (_("Not there yet"), (Verdict.AWAITED,)),
    "agrees": (_("Agrees"), (Verdict.AGREES,)),
    "house": (_("The house's own"), (Verdict.HOUSE,)),
}
"""Which things a tab shows; the first is shown unless another is asked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a valid form asks for; `days` are its first and last."""

    asked: Asked
    tab: str
    days: tuple[date, date]
    after: Place | None


class BesideForm(forms.Form):
    """A payment house, a currency, days (UTC, both counted in), a tab, and where its page goes on."""

    provider = forms.ChoiceField(label=_("Payment house"), widget=forms.Select({"class": "input"}))
    currency = forms.ChoiceField(label=_("Currency"), widget=forms.Select({"class": "input"}))
    since = forms.DateField(label=_("From"), widget=forms.DateInput({"class": "input", "type": "date"}))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput({"class": "input", "type": "date"}))
    tab = forms.ChoiceField(label=_("Tab"), choices=[(name, words) for name, (words, _verdicts) in TABS.items()])
    after = PlaceField()

    def __init__(self, data: Any, *, providers: Sequence[str], currencies: Sequence[str], today: date) -> None:
        first, money = (providers or [""])[0], "USD" if "USD" in currencies else (currencies or ["USD"])[0]
        default = {
            "provider": first,
            "currency": money,
            "since": (today - LONGEST).isoformat(),
            "until": today.isoformat(),
            "tab": "differs",
        }
        super().__init__(default | {name: data[name] for name in (*default, "after") if data.get(name)})
        self.fields["provider"].choices = [(one, provider_name(one)) for one in providers]  # type: ignore[attr-defined]
        self.fields["currency"].choices = [(one, one) for one in currencies or ["USD"]]  # type: ignore[attr-defined]
        for name in ("provider", "currency"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label

    def clean(self) -> dict[str, Any]:
        """The days in their order, and not too many."""
        told: dict[str, Any] = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until and since > until:
            self.add_error("since", _("The first day comes after the last."))
        elif since and until and (until - since).days >= MOST_DAYS:
            self.add_error("since", _("At most %(most)s days at a time.") % {"most": MOST_DAYS})
        return told

    def chosen(self) -> Chosen:
        """What a valid form asks for."""
        told = self.cleaned_data
        asked = Asked(
            provider=told["provider"],
            currency=told["currency"],
            since=datetime.combine(told["since"], time(), UTC),
            until=datetime.combine(told["until"] + timedelta(days=1), time(), UTC),
        )
        return Chosen(asked, told["tab"], (told["since"], told["until"]), told["after"])
