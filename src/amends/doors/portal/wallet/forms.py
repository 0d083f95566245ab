"""What the wallet's forms hold."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.core.money import parse_minor
from amends.core.refusals import Refusal
from amends.core.wallet.payout import Payout, read_payout
from amends.doors.portal.wallet.words import KINDS, METHODS, add_refusal, provider_words
from amends.records.ids import new_id
from amends.records.keyset import Place, PlaceUnreadable, read_place
from amends.records.ledger.wallet_page import Wanted

_FIRST, _LAST = date(1970, 1, 1), date(2199, 12, 30)


class _AmountForm(forms.Form):
    """An amount as it is written, in a currency; `key` makes the same form sent twice one ask."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    amount = forms.CharField(
        label=_("Amount"), max_length=20, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    )
    currency = forms.ChoiceField(label=_("Currency"))

    def __init__(self, *args: Any, currencies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["currency"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(one, one) for one in currencies]

    def clean(self) -> dict[str, Any]:
        """With `minor`, the amount in minor units."""
        told = super().clean() or {}
        if "amount" in told and "currency" in told:
            try:
                told["minor"] = parse_minor(told["amount"], told["currency"])
            except Refusal as refusal:
                add_refusal(self, refusal)
        return told


class TopUpForm(_AmountForm):
    """How much, and through which payment house."""

    provider = forms.ChoiceField(label=_("Pay with"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, providers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["provider"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(one, provider_words(one)) for one in providers]


class WithdrawForm(_AmountForm):
    """How much, and where to."""

    method = forms.ChoiceField(
        label=_("Paid out by"),
        choices=[(method.value, words) for method, words in METHODS.items()],
        widget=forms.RadioSelect,
        initial="bank",
    )
    holder = forms.CharField(
        label=_("Account holder"), max_length=140, widget=forms.TextInput({"autocomplete": "name"})
    )
    destination = forms.CharField(
        label=_("Account"),
        max_length=140,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("An IBAN; elsewhere the account's number and its bank; for PayPal its e-mail address."),
    )

    def clean(self) -> dict[str, Any]:
        """With `payout`, the destination as it will be kept."""
        told = super().clean()
        if {"method", "holder", "destination"} <= told.keys():
            try:
                told["payout"] = read_payout(**{name: told[name] for name in ("method", "holder", "destination")})
            except Refusal as refusal:
                add_refusal(self, refusal)
        return told

    @property
    def payout(self) -> Payout:
        """Of a valid form."""
        payout: Payout = self.cleaned_data["payout"]
        return payout


class HistoryForm(forms.Form):
    """What of a wallet's history is asked for."""

    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("Every kind")), *KINDS.items()])
    since = forms.DateField(required=False, label=_("From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(required=False, label=_("To"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    q = forms.CharField(required=False, max_length=64, label=_("Order or dispute number"))
    before = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_before(self) -> Place | None:
        """Where the page goes on."""
        try:
            return read_place(self.cleaned_data["before"]) if self.cleaned_data["before"] else None
        except PlaceUnreadable as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def wanted(self) -> Wanted:
        """Of a valid form; whole days, in the viewer's zone."""
        told = self.cleaned_data
        return Wanted(
            kind=told["kind"] or None,
            since=_midnight(told["since"]) if told["since"] else None,
            until=_midnight(told["until"] + timedelta(days=1)) if told["until"] and told["until"] <= _LAST else None,
            number=told["q"].strip() or None,
        )

    def filters(self) -> dict[str, str]:
        """The filters of a valid form as an address holds them."""
        told = {name: self.data.get(name, "") for name in ("kind", "since", "until", "q")}
        return {name: text for name, text in told.items() if text}


def _midnight(day: date) -> datetime:
    bounded = min(max(day, _FIRST), _LAST)
    return datetime.combine(bounded, time.min, tzinfo=timezone.get_current_timezone()).astimezone(UTC)
