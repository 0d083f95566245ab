"""What the trail's codes are called in a sentence, and how they look between messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.decisions.award import Outcome
from amends.core.money import format_minor
from amends.core.settlements.legs import LegState
from amends.core.trail.codes import TrailCode as T
from amends.doors.console.words import LEG_STATES, OUTCOME_WORDS, SIDE_WORDS
from amends.records.disputes.case_file_thread import TrailShown

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """`sentence` over {who}, {assignee}, {award}, {leg} and {state}; `said`: a message in the thread has its words."""

    sentence: str | Promise
    icon: str = "dot"
    tone: str = ""
    said: bool = False


LOOKS: dict[T, Look] = {
    T.DISPUTE_OPENED: Look(_("{who} opened the dispute and put the order on hold"), "dispute", "info", said=True),
    T.EVIDENCE_REQUESTED: Look(_("{who} asked for evidence"), "image", "warn", said=True),
    T.EVIDENCE_ADDED: Look(_("{who} added a file"), "file"),
    T.EVIDENCE_SUBMITTED: Look(_("{who} sent the evidence asked for"), "check", "good", said=True),
    T.OFFER_MADE: Look(_("{who} offered: {award}"), "return", "violet"),
    T.OFFER_ACCEPTED: Look(_("{who} agreed to the offer: {award}"), "check", "good", said=True),
    T.OFFER_DECLINED: Look(_("{who} declined the offer: {award}"), "close", "bad", said=True),
    T.DISPUTE_APPROVED: Look(_("{who} approved: {award}"), "check", "good"),
    T.DISPUTE_REJECTED: Look(_("{who} rejected the dispute"), "close", "bad"),
    T.DISPUTE_WITHDRAWN: Look(_("{who} withdrew the dispute; the order goes on"), "return"),
    T.DISPUTE_EXPIRED: Look(_("The dispute expired unanswered; the order goes on"), "clock"),
    T.DISPUTE_ESCALATED: Look(_("The review took too long: escalated"), "alert", "bad"),
    T.DISPUTE_ASSIGNED: Look(_("{who} gave the case to {assignee}"), "user"),
    T.FINANCE_TOLD: Look(_("Finance was told that the settlement is stuck"), "alert", "warn"),
    T.LIABILITY_OVERRIDDEN: Look(_("{who} changed who bears the cost"), "wallet", "warn"),
    T.SETTLING_BEGUN: Look(_("Settling began"), "wallet", "accent"),
    T.LEG_BEGUN: Look(_("Leg {leg} was begun"), "wallet", "accent"),
    T.LEG_RECORDED: Look(_("Leg {leg}: {state}"), "wallet", "accent"),
    T.LEG_OUTCOME_TOLD: Look(_("{who} told the outcome of leg {leg}"), "wallet", "warn"),
    T.LEG_CUT: Look(_("{who} ended leg {leg}: a claim at a payment house had taken its money"), "wallet", "warn"),
    T.LEG_REPLACED: Look(_("{who} replaced a leg that failed by leg {leg}"), "wallet", "accent"),
    T.LEG_RESTORED: Look(_("{who} had paid by leg {leg} what a claim had taken"), "wallet", "accent"),
    T.LEG_PAID_AFTER_ALL: Look(_("Leg {leg} was paid by the payment house after it had been closed"), "alert", "bad"),
    T.DISPUTE_SETTLED: Look(_("The dispute is settled"), "check", "good"),
}
"""The codes of a dispute's trail. An order's own trail is not shown here."""

_TAKEN, _PUT_BACK = _("{who} took the case"), _("{who} put the case back among the unassigned")

IN_THREAD = frozenset(LOOKS) - {
    T.LEG_BEGUN,
    T.LEG_RECORDED,
    T.LEG_OUTCOME_TOLD,
    T.LEG_CUT,
    T.LEG_REPLACED,
    T.LEG_RESTORED,
    T.EVIDENCE_ADDED,
}
"""What stands between the messages; the trail itself tells everything."""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An entry as the trail's list shows it; `changes` hold what differs: name, before, after."""

    entry: TrailShown
    sentence: SafeString
    changes: list[tuple[str, Any, Any]]


def trail_line(entry: TrailShown, *, names: Names, currency: str) -> TrailLine:
    """The entry in words, and what of its before and after differs."""
    facts = dict.fromkeys([*entry.before, *entry.after])
    each = [(name, entry.before.get(name), entry.after.get(name)) for name in facts]
    return TrailLine(
        entry, sentence(entry, names=names, currency=currency), [change for change in each if change[1] != change[2]]
    )


def sentence(entry: TrailShown, *, names: Names, currency: str) -> SafeString:
    """Who did what, the name in bold. `names` are those of the people a case can be given to, by id as text;

    `currency` is the dispute's, which not every entry repeats.
    """
    look = LOOKS.get(entry.code)
    if look is None:
        return format_html("{}", entry.code.value)
    told = look.sentence
    assignee = entry.after.get("assignee")
    if entry.code is T.DISPUTE_ASSIGNED and assignee in (None, entry.who_id):
        told = _TAKEN if assignee else _PUT_BACK
    return format_html(
        str(told),
        who=format_html("<b>{}</b>", entry.who or SIDE_WORDS[entry.side]),
        assignee=format_html("<b>{}</b>", names.get(assignee or "", gettext("a colleague"))),
        award=award_words(entry.after, currency),
        leg=entry.after.get("leg", ""),
        state=LEG_STATES[LegState(entry.after["state"])][0] if entry.code is T.LEG_RECORDED else "",
    )


def award_words(facts: Mapping[str, Any], currency: str) -> str:
    """What an entry about an outcome gave: ``18.40 USD, refund to balance``; nothing where it tells of none."""
    if "outcome" not in facts:
        return ""
    outcome = Outcome(facts["outcome"])
    way = str(OUTCOME_WORDS[outcome])
    if outcome in (Outcome.RESEND, Outcome.REJECT):
        return way
    amount = f"{format_minor(facts['amount'], currency)} {currency}"
    return gettext("%(amount)s, %(way)s") % {"amount": amount, "way": way.lower()}
