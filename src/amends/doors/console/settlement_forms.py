"""What finance can do about a leg that failed, or whose outcome nobody knows."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.access import Actor
from amends.core.disputes.opening import MESSAGE_LIMIT
from amends.core.settlements.legs import Method
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.restore_leg import RestoreLeg, restore_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome


class _Words(forms.Form):
    """`title` over a leg's %(number)s, `hint` and `button` are the form's own words; `done` is said afterwards."""

    name: str
    url: str
    title: str | Promise
    hint: str | Promise
    button: str | Promise
    done: str | Promise

    leg = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("Why"), max_length=MESSAGE_LIMIT, widget=forms.Textarea({"rows": 2}))

    def about(self) -> UUID | None:
        """The leg it is about, also where the rest is refused."""
        return self.cleaned_data.get("leg") if self.is_bound and hasattr(self, "cleaned_data") else None


class ReplaceForm(_Words):
    """Pay what failed another way."""

    name, url = "replace", "console:settlement_replace"
    title, button = _("Leg %(number)s failed"), _("Close it and pay this way")
    hint = _(
        "It is closed for good before another takes its place, so nothing is paid twice. "
        "The merchant may take the balance without you."
    )
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


class LookFirstForm(ReplaceForm):
    """The same, where the money may be elsewhere."""

    hint = _(
        "The payment house says that the money is disputed there or has gone back already. Look there first: while a "
        "chargeback or a refund stands there, whoever is paid here is paid twice. Once its news arrives here, what it "
        "took can be ended. If nothing stands there, pay it; the merchant cannot take the balance without you."
    )


class AgainForm(_Words):
    """Pay to the balance once more what a claim had kept from it."""

    name, url = "again", "console:settlement_again"
    title, button = _("Leg %(number)s failed"), _("Close it and pay to the balance again")
    hint = _(
        "Claims at payment houses had taken this money, and now the order has enough for it again. It is closed for "
        "good before another takes its place, so nothing is paid twice."
    )
    done = _("Replaced; it is carried out now.")

    def perform(self, *, actor: Actor, now: datetime) -> None:
        """Raises what `replace_leg` raises."""
        told = self.cleaned_data
        replace_leg(ask=ReplaceLeg(leg_id=told["leg"], to=Method.WALLET, words=told["words"]), actor=actor, now=now)


class OutcomeForm(_Words):
    """Say what was seen at the payment house."""

    name, url = "outcome", "console:settlement_outcome"
    title, button = _("Leg %(number)s: nobody knows"), _("Note the outcome")
    hint = _(
        "It is asked after by itself. Only where the payment house cannot be asked any more: look at its own pages for "
        "this key, and say what stands there."
    )
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


class RestoreForm(_Words):
    """Pay after all what was cut."""

    name, url = "restore", "console:settlement_restore"
    title, button = _("Leg %(number)s: owed again"), _("Pay what was taken")
    hint = _(
        "This leg was ended because a claim at a payment house had taken its money, and the order has money again: the "
        "claim was reversed or did not belong here. What was taken is paid the way it was promised, as far as the "
        "order has enough for it."
    )
    done = _("It is owed again, and is carried out now.")

    def perform(self, *, actor: Actor, now: datetime) -> None:
        """Raises what `restore_leg` raises."""
        told = self.cleaned_data
        restore_leg(ask=RestoreLeg(leg_id=told["leg"], words=told["words"]), actor=actor, now=now)


class CutForm(_Words):
    """End what a claim at a payment house has paid already."""

    name, url = "cut", "console:settlement_cut"
    title, button = _("Leg %(number)s: taken at a payment house"), _("It was paid there")
    hint = _(
        "A claim at a payment house took money of this order for good. What it took is no longer owed here; whatever "
        "is left of the leg is paid as it was planned. Too much by:"
    )
    done = _("Noted; what is left is paid as it was planned.")

    def perform(self, *, actor: Actor, now: datetime) -> None:
        """Raises what `cut_leg` raises."""
        told = self.cleaned_data
        cut_leg(ask=CutLeg(leg_id=told["leg"], words=told["words"]), actor=actor, now=now)
