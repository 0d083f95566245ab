"""What an endpoint is asked for, and a page of its log."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.access import Side
from amends.core.outbound.addresses import MOST_CHARACTERS
from amends.core.webhooks.endpoints import DeliveryState
from amends.core.webhooks.events import types_for
from amends.doors.webhook_pages.words import DELIVERY_BADGES, grouped

PAGE = 25


class EndpointForm(forms.Form):
    """Address, a note, and what it hears of."""

    url = forms.CharField(
        label=_("Address"),
        max_length=MOST_CHARACTERS,
        help_text=_("Where we send a POST request for each event. It begins with https://."),
        widget=forms.URLInput({"placeholder": "https://example.com/webhooks", "autocomplete": "off"}),
    )
    description = forms.CharField(label=_("Note"), max_length=120, required=False)
    events = forms.MultipleChoiceField(
        label=_("Events"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to hear of all events, also of those that will be added."),
    )

    def __init__(self, *args: Any, side: Side, by_topic: bool = False, **kwargs: Any) -> None:
        """`by_topic`: what it hears of is not asked."""
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = grouped(types_for(side))  # type: ignore[attr-defined]
        if by_topic:
            del self.fields["events"]


class LogForm(forms.Form):
    """Of which state, and where the log goes on: before a delivery. What does not fit is as if it were not asked."""

    state = forms.TypedChoiceField(
        required=False,
        label=_("State"),
        choices=[(state.value, words) for state, (words, _tone, _fill) in DELIVERY_BADGES.items()],
        coerce=DeliveryState,
        empty_value=None,
    )
    before = forms.UUIDField(required=False, label=_("Page"))

    def asked(self) -> tuple[DeliveryState | None, UUID | None]:
        """State and page, each None where none was asked for."""
        self.is_valid()
        return self.cleaned_data.get("state"), self.cleaned_data.get("before")
