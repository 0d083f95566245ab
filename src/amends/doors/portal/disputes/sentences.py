"""Where a dispute stands, in one sentence for its merchant: who must act, what follows, and what time brings."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.decisions.award import REJECT_TITLES, Outcome
from amends.core.disputes.states import State
from amends.core.settlements.legs import Method
from amends.doors.look.templatetags.look import money
from amends.doors.portal.disputes.words import OUTCOMES
from amends.records.disputes.case_file import CaseFile
from amends.records.disputes.case_file_offers import OfferShown
from amends.records.settlements.queries_decision import DecisionShown

Words = str | Promise


@dataclass(frozen=True, slots=True)
class StateWords:
    """`acts` is who must act now. `late` says what happens when the due time passes, `then` what comes next."""

    acts: Words
    late: Words
    then: Words


STATE_WORDS: dict[State, StateWords] = {
    State.UNDER_REVIEW: StateWords(
        _("The platform must act."),
        _("If nobody has answered by then, the case goes up to the team's lead; it is never decided by silence."),
        _("They ask for more, make an offer, approve or reject. You are told at once."),
    ),
    State.EVIDENCE_REQUESTED: StateWords(
        _("You must act."),
        _("If nothing arrives by then, the dispute expires and the order goes on."),
        _("What you send goes back to review."),
    ),
    State.OFFERED: StateWords(
        _("You must act."),
        _("If you have not answered by then, the dispute expires and the order goes on."),
        _("Agree, and it is carried out at once. Decline with a few words, and the case goes back to review."),
    ),
    State.AGREED: StateWords(
        _("The platform must act."),
        _("If it is not under way by then, the platform's finance team is told and it is tried again."),
        _("The money is sent, or the goods are ordered again."),
    ),
    State.SETTLING: StateWords(
        _("The platform must act."),
        _("If no answer has come by then, the platform's finance team looks into it. Nothing is paid twice."),
        _("As soon as it is confirmed, the dispute is settled and the order goes on."),
    ),
}
"""The open states. A dispute that ended waits for nobody."""


def state_sentence(
    case: CaseFile, *, waiting: OfferShown | None, decision: DecisionShown | None
) -> SafeString | str | Promise:
    """One sentence. `waiting` is the offer that waits for an answer."""
    if failed := [leg for leg in decision.failed if leg.method is Method.ORIGINAL] if decision else []:
        return _failed(all(leg.finance_looks_first for leg in failed))
    if case.state is State.OFFERED and waiting:
        return _offered(waiting, case.currency)
    if case.state is State.AGREED and decision:
        return _agreed(decision)
    if case.state is State.SETTLED and decision:
        return _settled(decision, resend=case.resend or "")
    if case.state is State.REJECTED and decision and decision.reject_reason:
        return gettext("Rejected: %(reason)s.") % {"reason": gettext(REJECT_TITLES[decision.reject_reason]).lower()}
    return _PLAIN[case.state]


_PLAIN: dict[State, Words] = {
    State.DRAFT: _("This dispute has not been opened yet."),
    State.UNDER_REVIEW: _("The platform's after-sales team reviews your dispute."),
    State.EVIDENCE_REQUESTED: _("The platform asks you for more evidence."),
    State.OFFERED: _("The platform has made you an offer."),
    State.AGREED: _("Agreed; it is about to be carried out."),
    State.SETTLING: _("Agreed; it is being carried out."),
    State.SETTLED: _("Settled."),
    State.REJECTED: _("The platform rejected this dispute."),
    State.WITHDRAWN: _("Withdrawn: the order goes on."),
    State.EXPIRED: _("Expired without an answer: the order goes on."),
}


def _failed(finance_looks: bool) -> str:
    if finance_looks:
        return gettext("A refund could not be made the original way: the platform's finance team looks into it.")
    return gettext("A refund could not be made the original way: you can take it to your balance.")


def _offered(offer: OfferShown, currency: str) -> SafeString | str:
    if offer.outcome is Outcome.RESEND:
        return gettext("The platform offers to send the goods again, free of charge.")
    way = str(OUTCOMES[offer.outcome]).lower()
    return format_html(gettext("The platform offers you {}, {}."), money(offer.amount, currency), way)


def _agreed(decision: DecisionShown) -> SafeString | str:
    if decision.outcome is Outcome.RESEND:
        return gettext("Agreed: the goods are sent again.")
    way = str(OUTCOMES[decision.outcome]).lower()
    return format_html(gettext("Agreed: {}, {}."), money(decision.amount, decision.currency), way)


def _settled(decision: DecisionShown, *, resend: str) -> SafeString | str:
    if decision.outcome is Outcome.RESEND:
        return gettext("Settled: the goods are sent again as order %(number)s.") % {"number": resend}
    if decision.finished_at is None:
        return gettext("Settled before; what is owed to you again is on its way.")
    if decision.taken_elsewhere == decision.amount:
        return gettext("Settled: a claim at a payment house brought you the money.")
    if decision.taken_elsewhere:
        return gettext("Settled: in part here, in part by a claim at a payment house.")
    if decision.outcome is Outcome.REFUND_ORIGINAL:
        return format_html(
            gettext("Settled: {} went back the original way."), money(decision.amount, decision.currency)
        )
    return format_html(gettext("Settled: {} are in your wallet."), money(decision.amount, decision.currency))
