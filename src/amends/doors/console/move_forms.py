"""The forms by which staff move a case. Each carries the dispute's version, so that a stale one is told so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.access import Actor
from amends.core.decisions.award import REJECT_TITLES, Outcome, RejectReason
from amends.core.decisions.departing import DEPART_TITLES, Departing, DepartReason
from amends.core.disputes.opening import MESSAGE_LIMIT
from amends.core.disputes.states import Move
from amends.core.money import parse_minor
from amends.doors.console.words import OUTCOME_WORDS
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.offer_settlement import OfferSettlement, offer_settlement
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence


def words_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """Words for the merchant. Called `message` in every form, as the refusals about words call it."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 4}),
    )


class MoveForm(forms.Form):
    """A move: what it is called in the table of states, and what is said once it is done."""

    move: ClassVar[Move]
    done: ClassVar[str | Promise]

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id=f"{self.move.value}_%s")

    def perform(self, *, dispute: str, currency: str, actor: Actor, now: datetime) -> None:
        """Asks for the move. Raises what its use-case raises."""
        raise NotImplementedError


class DecidingForm(MoveForm):
    """A move that is held against the policy's finding: which finding the page showed, and why it is departed from."""

    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    depart_reason = forms.ChoiceField(
        label=_("Why"),
        required=False,
        choices=lambda: [("", _("Choose a reason")), *((one.value, _(title)) for one, title in DEPART_TITLES.items())],
    )
    depart_words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=MESSAGE_LIMIT,
        help_text=_("For colleagues and policy owners; the merchant does not read it."),
        widget=forms.Textarea({"rows": 2}),
    )

    def departing(self) -> Departing | None:
        """Why the finding is departed from, where that was said."""
        told = self.cleaned_data
        if not told["depart_reason"]:
            return None
        return Departing(DepartReason(told["depart_reason"]), told["depart_words"])


class RequestEvidenceForm(MoveForm):
    """What is wanted, in words."""

    move = Move.REQUEST_EVIDENCE
    done = _("The merchant was asked for evidence.")

    message = words_field(_("What is needed"), hint=_("The merchant reads this and is asked to answer it."))

    def perform(self, *, dispute: str, currency: str, actor: Actor, now: datetime) -> None:
        told = self.cleaned_data
        ask = RequestEvidence(dispute=dispute, words=told["message"], version=told["version"])
        request_evidence(ask=ask, actor=actor, now=now)


class OfferForm(DecidingForm):
    """A refund with its amount, or a resend with its shipping method."""

    move = Move.OFFER
    done = _("The offer was made; it waits for the merchant.")

    outcome = forms.ChoiceField(
        label=_("Offer"),
        choices=[(one.value, OUTCOME_WORDS[one]) for one in Outcome if one is not Outcome.REJECT],
        widget=forms.RadioSelect,
    )
    amount = forms.CharField(label=_("Amount"), required=False, max_length=30)
    shipping_method = forms.CharField(label=_("Shipping method"), required=False, max_length=120)
    message = words_field(_("Words for the merchant"), required=False)

    def ask(self, *, dispute: str, currency: str) -> OfferSettlement:
        """The ask of a valid form. Raises AmountUnreadable."""
        told = self.cleaned_data
        outcome = Outcome(told["outcome"])
        resend = outcome is Outcome.RESEND
        return OfferSettlement(
            dispute=dispute,
            outcome=outcome,
            amount=0 if resend else parse_minor(told["amount"], currency),
            shipping_method=told["shipping_method"] if resend else "",
            words=told["message"],
            version=told["version"],
            shown=told["shown"] or None,
            departing=self.departing(),
        )

    def perform(self, *, dispute: str, currency: str, actor: Actor, now: datetime) -> None:
        offer_settlement(ask=self.ask(dispute=dispute, currency=currency), actor=actor, now=now)


class ApproveForm(DecidingForm):
    """Exactly what was asked; words may be added."""

    move = Move.APPROVE
    done = _("Approved as asked; the refund is on its way.")

    message = words_field(_("Words for the merchant"), required=False)

    def perform(self, *, dispute: str, currency: str, actor: Actor, now: datetime) -> None:
        told = self.cleaned_data
        ask = ApproveDispute(
            dispute=dispute,
            words=told["message"],
            version=told["version"],
            shown=told["shown"] or None,
            departing=self.departing(),
        )
        approve_dispute(ask=ask, actor=actor, now=now)


class RejectForm(DecidingForm):
    """A reason from the list, and words."""

    move = Move.REJECT
    done = _("The dispute was rejected; the order goes on.")

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=lambda: [("", _("Choose a reason")), *((one.value, _(title)) for one, title in REJECT_TITLES.items())],
    )
    message = words_field(_("Explain it to the merchant"), hint=_("The merchant reads this with the reason."))

    def perform(self, *, dispute: str, currency: str, actor: Actor, now: datetime) -> None:
        told = self.cleaned_data
        ask = RejectDispute(
            dispute=dispute,
            reason=RejectReason(told["reason"]),
            words=told["message"],
            version=told["version"],
            shown=told["shown"] or None,
            departing=self.departing(),
        )
        reject_dispute(ask=ask, actor=actor, now=now)


MOVE_FORMS: Mapping[Move, type[MoveForm]] = {
    form.move: form for form in (RequestEvidenceForm, OfferForm, ApproveForm, RejectForm)
}
"""The moves that staff make here, in the order of their buttons."""
