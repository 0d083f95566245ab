"""What happened in a dispute, as its merchant reads it: one timeline of events, messages and files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from amends.core.access import Side
from amends.core.decisions.award import REJECT_TITLES, Outcome, RejectReason
from amends.core.settlements.legs import LegState
from amends.core.trail.codes import TrailCode as T
from amends.doors.look.templatetags.look import money
from amends.doors.portal.disputes.words import OUTCOMES
from amends.records.disputes.case_file_thread import TrailShown
from amends.records.disputes.queries_process import MessageToMerchant
from amends.records.evidence.queries import EvidenceFile


@dataclass(frozen=True, slots=True)
class Look:
    """A code's sentence over {who}, {award} and {reason}; `said`: its words stand in the thread as a message too."""

    sentence: str | Promise
    icon: str
    tone: str = ""
    said: bool = False


LOOKS: dict[T, Look] = {
    T.DISPUTE_OPENED: Look(_("{who} opened the dispute; the order is on hold"), "dispute", "info", said=True),
    T.EVIDENCE_REQUESTED: Look(_("{who} asked for more evidence"), "image", "warn", said=True),
    T.EVIDENCE_SUBMITTED: Look(_("{who} sent the evidence asked for"), "check", "good", said=True),
    T.OFFER_MADE: Look(_("{who} made an offer: {award}"), "return", "violet"),
    T.OFFER_ACCEPTED: Look(_("{who} agreed: {award}"), "check", "good", said=True),
    T.OFFER_DECLINED: Look(_("{who} declined the offer"), "close", "warn", said=True),
    T.DISPUTE_APPROVED: Look(_("{who} approved it as asked: {award}"), "check", "good"),
    T.DISPUTE_REJECTED: Look(_("{who} rejected the dispute: {reason}"), "close", "bad"),
    T.DISPUTE_WITHDRAWN: Look(_("{who} withdrew the dispute; the order goes on"), "return"),
    T.DISPUTE_EXPIRED: Look(_("The dispute expired unanswered; the order goes on"), "clock"),
    T.DISPUTE_ESCALATED: Look(_("The review took too long: the team's lead was told"), "clock", "warn"),
    T.FINANCE_TOLD: Look(_("It takes longer than it should: the platform's finance team was told"), "clock", "warn"),
    T.SETTLING_BEGUN: Look(_("It is being carried out"), "wallet", "accent"),
    T.DISPUTE_SETTLED: Look(_("Settled"), "check", "good"),
}
"""What a merchant is told of a trail. Who was given the case, and single calls to a payment house, are not theirs."""

_LEGS = {
    LegState.UNKNOWN: _("The payment house has not answered clearly; it is asked again, nothing is paid twice"),
    LegState.PENDING: _("The payment house has taken the refund and is carrying it out"),
    LegState.FAILED: _("The payment house refused; the platform's finance team looks into it"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `why` holds words that no message repeats; `files` those that came with it."""

    at: datetime
    sentence: SafeString
    icon: str
    tone: str
    why: str = ""
    files: list[EvidenceFile] = field(default_factory=list)
    message: None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `ours` when the merchant's side wrote it."""

    at: datetime
    message: MessageToMerchant
    ours: bool


def events_of(trail: Sequence[TrailShown], files: Sequence[EvidenceFile]) -> list[Event]:
    """The trail's events that concern the merchant; files given one after the other are one event."""
    return list(_joined(trail, {str(file.id): file for file in files}))


def timeline(events: Sequence[Event], messages: Sequence[MessageToMerchant]) -> list[Event | Said]:
    """Events and messages in the order of time; of one instant, what happened stands before what was said."""
    said: list[Event | Said] = [Said(message.at, message, message.side is Side.MERCHANT) for message in messages]
    return sorted([*events, *said], key=lambda item: (item.at, item.message is not None))


def _joined(trail: Sequence[TrailShown], files: Mapping[str, EvidenceFile]) -> Iterator[Event]:
    giving: list[EvidenceFile] = []
    for at, entry in enumerate(trail):
        if entry.code is not T.EVIDENCE_ADDED:
            if event := _event(entry):
                yield event
            continue
        giving += [files[one["id"]] for one in entry.after["files"] if one["id"] in files]
        following = trail[at + 1] if at + 1 < len(trail) else None
        if following is None or following.code is not T.EVIDENCE_ADDED or following.who != entry.who:
            count = len(giving)
            words = ngettext("{who} gave {count} file", "{who} gave {count} files", count)
            yield Event(entry.at, format_html(words, who=_who(entry), count=count), "file", "", files=giving)
            giving = []


def _event(entry: TrailShown) -> Event | None:
    if entry.code is T.LEG_RECORDED:
        words = _LEGS.get(LegState(entry.after["state"]))
        return Event(entry.at, format_html("{}", words), "clock", "warn") if words else None
    look = LOOKS.get(entry.code)
    if look is None:
        return None
    reason = entry.after.get("reason") if entry.code is T.DISPUTE_REJECTED else None
    sentence = format_html(
        str(look.sentence),
        who=_who(entry),
        award=_award(entry.after),
        reason=gettext(REJECT_TITLES[RejectReason(reason)]).lower() if reason else "",
    )
    return Event(entry.at, sentence, look.icon, look.tone, "" if look.said else entry.why)


def _who(entry: TrailShown) -> SafeString:
    """The name in bold; the side where the name was erased."""
    sides = {Side.MERCHANT: gettext("Your side"), Side.SYSTEM: gettext("Amends")}
    return format_html("<b>{}</b>", entry.who or sides.get(entry.side, gettext("The platform")))


def _award(facts: Mapping[str, Any]) -> SafeString | str:
    if "outcome" not in facts:
        return ""
    outcome = Outcome(facts["outcome"])
    if outcome is Outcome.RESEND or "currency" not in facts:
        return str(OUTCOMES[outcome]).lower()
    return format_html("{}, {}", money(facts["amount"], facts["currency"]), str(OUTCOMES[outcome]).lower())
