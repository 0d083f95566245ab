"""What finance can do about a leg that failed, or whose outcome nobody knows."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.access import Actor
from amends.core.disputes.opening import MESSAGE_LIMIT
from amends.core.settlements.legs import Method
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome


class _Words(forms.Form):
    leg = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("Why"), max_length=MESSAGE_LIMIT, widget=forms.Textarea({"rows": 2}))

    def about(self) -> UUID | None:
        """The leg it is about, also where the rest is refused."""
        return self.cleaned_data.get("leg") if self.is_bound and hasattr(self, "cleaned_data") else None


class ReplaceForm(_Words):
    """Pay what failed another way."""

    name = "replace"
    done = _("Replaced; it is carried out now.")
    method = forms.ChoiceField(
        label=_("Instead"),
        choices=[(Method.WALLET, _("To the balance")), (Method.ORIGINAL, _("The original way once more"))],
        widget=forms.RadioSelect,
    )

    def perform(self, *, actor: Actor, now: datetime) -> None:
        """Raises what `replace_leg` raises."""
        told = self.cleaned_data
        replace_leg(
            ask=ReplaceLeg(leg_id=told["leg"], to=Method(told["method"]), words=told["words"]), actor=actor, now=now
        )


class OutcomeForm(_Words):
    """Say what was seen at the payment house."""

    name = "outcome"
    done = _("Noted.")
    paid = forms.ChoiceField(
        label=_("At the payment house"),
        choices=[("yes", _("The refund stands there")), ("no", _("There is no such refund"))],
        widget=forms.RadioSelect,
    )
    provider_ref = forms.CharField(label=_("Its reference there"), max_length=120, required=False)

    def perform(self, *, actor: Actor, now: datetime) -> None:
        """Raises what `tell_outcome` raises."""
        told = self.cleaned_data
        ask = TellOutcome(
            leg_id=told["leg"], paid=told["paid"] == "yes", words=told["words"], provider_ref=told["provider_ref"]
        )
        tell_outcome(ask=ask, actor=actor, now=now)


class CutForm(_Words):
    """End what a claim at a payment house has paid already."""

    name = "cut"
    done = _("Noted; what is left is paid as it was planned.")

    def perform(self, *, actor: Actor, now: datetime) -> None:
        """Raises what `cut_leg` raises."""
        told = self.cleaned_data
        cut_leg(ask=CutLeg(leg_id=told["leg"], words=told["words"]), actor=actor, now=now)
