"""What of the queue is asked for, read from the address, so that the address can be shared."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.disputes.reasons import REASONS, Reason, Wish
from amends.core.orders.kinds import Kind
from amends.doors.console.list_forms import PlaceField
from amends.doors.console.words import KIND_WORDS, TAB_WORDS, WISH_WORDS
from amends.records.disputes.queue import QueueFilter, Tab
from amends.records.keyset import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A tab with its filter, or a search (`words`) through every dispute; and the place where the page begins."""

    tab: Tab
    wanted: QueueFilter
    words: str
    beyond: Place | None
    before: UUID | None


def _choices(all_words: Any, label: Any) -> list[tuple[str, Any]]:
    return [("", label), *((word.value, told) for word, told in all_words.items())]


class QueueForm(forms.Form):
    """Nothing is required; what cannot be understood is said, never passed over."""

    q = forms.CharField(required=False, max_length=254, label=_("Search"))
    tab = forms.ChoiceField(required=False, choices=_choices(TAB_WORDS, ""), label=_("Tab"))
    reason = forms.ChoiceField(
        required=False,
        choices=lambda: [("", _("Any reason")), *((one.value, _(facts.title)) for one, facts in REASONS.items())],
        label=_("Reason"),
    )
    kind = forms.ChoiceField(required=False, choices=_choices(KIND_WORDS, _("Any kind of order")), label=_("Kind"))
    wish = forms.ChoiceField(required=False, choices=_choices(WISH_WORDS, _("Any wish")), label=_("Wish"))
    currency = forms.RegexField(
        r"(?i)^[a-z]{3}$",
        required=False,
        label=_("Currency"),
        error_messages={"invalid": _("A currency has three letters, such as USD.")},
        widget=forms.TextInput(
            {"placeholder": _("Currency"), "maxlength": 3, "size": 8, "autocapitalize": "characters"}
        ),
    )
    account = forms.UUIDField(required=False, label=_("Account"))
    after = PlaceField()
    before = forms.UUIDField(required=False, label=_("Page"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reason", "kind", "wish", "currency"):
            self.fields[name].widget.attrs |= {"class": "input", "aria-label": self.fields[name].label}

    def asked(self) -> Asked:
        """What a valid form asks for; without a tab, what waits for us."""
        told = self.cleaned_data
        return Asked(
            tab=Tab(told["tab"] or Tab.US),
            wanted=QueueFilter(
                reason=Reason(told["reason"]) if told["reason"] else None,
                wish=Wish(told["wish"]) if told["wish"] else None,
                kind=Kind(told["kind"]) if told["kind"] else None,
                currency=told["currency"].upper(),
                account_id=told["account"],
            ),
            words=told["q"],
            beyond=told["after"],
            before=told["before"],
        )
