"""The pack's part about one dispute: what was claimed and said, what the policy says, what was decided and paid."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amends.core.decisions.award import REJECT_TITLES
from amends.core.disputes.reasons import REASONS
from amends.core.policies.answers import Answer
from amends.core.policies.sentences import Sentence
from amends.core.policies.words import title_of
from amends.doors.console.case_finding import FindingShown
from amends.doors.console.evidence_pack.facts import PackCase
from amends.doors.console.evidence_pack.threads import Cut, messages_part
from amends.doors.console.words import LEG_STATES, METHOD_WORDS, OUTCOME_WORDS, WISH_WORDS
from amends.doors.look.badges import STATE_BADGES
from amends.doors.paper.blocks import Block, Column, Facts, Heading, Row, Table, Words
from amends.doors.paper.text import amount, moment, money
from amends.records.settlements.queries_decision import DecisionShown


def dispute_part(one: PackCase, account: str, cut: Cut) -> list[Block]:
    """Everything about the dispute but its files."""
    case = one.case
    return [
        Heading(_("Dispute %(number)s") % {"number": case.number}),
        Facts(_facts(one)),
        _claims(one),
        *_policy(one.found),
        *_offers(one),
        *_decision(one.decision),
        *messages_part(_("Messages"), one.messages, account, cut),
    ]


def _facts(one: PackCase) -> list[tuple[str, str]]:
    case = one.case
    detail = f" – {_(title_of(case.detail))}" if case.detail else ""
    return [
        (_("State"), str(STATE_BADGES[case.state].words)),
        (_("Reason"), _(REASONS[case.reason].title) + detail),
        (_("Asked for"), f"{WISH_WORDS[case.wish]}" + (f", {money(case.asked, case.currency)}" if case.asked else "")),
        (_("Opened"), moment(case.opened_at)),
        *([(_("Closed"), moment(case.closed_at))] if case.closed_at else []),
        *([(_("Goods resent with"), case.resend)] if case.resend else []),
    ]


def _claims(one: PackCase) -> Table:
    currency = one.case.currency
    columns = [
        Column(_("Disputed goods"), 50),
        Column(_("Quantity"), 14, right=True),
        Column(_("Asked (%(currency)s)") % {"currency": currency}, 18, right=True),
    ]
    rows = [
        Row([claim.line.facts.name, str(claim.quantity), amount(claim.asked, currency)]) for claim in one.case.claims
    ]
    return Table(columns, rows)


def _policy(found: FindingShown | None) -> list[Block]:
    """The version that binds the dispute, what it says of the case, and the clauses that apply, with their reasons."""
    if found is None:
        return []
    version = _("By version %(number)s of the published policy, in force when the dispute was opened:")
    blocks: list[Block] = [
        Heading(_("What the policy says"), 3),
        Words(version % {"number": found.finding.version}),
        Words(_say(found.told)),
    ]
    for considered, told in found.considered:
        if considered.answer is Answer.YES:
            blocks += [Words(f"“{considered.clause.title}”", bold=True), Words(_say(told))]
    return blocks


def _say(told: Sequence[Sentence]) -> str:
    return "\n".join(sentence.words(_) for sentence in told)


def _offers(one: PackCase) -> list[Block]:
    if not one.offers:
        return []
    columns = [
        Column(_("Offered"), 32),
        Column(_("What"), 34),
        Column(_("Amount"), 18, right=True),
        Column(_("Answer"), 22),
    ]
    answers = {
        "agreed": _("agreed"),
        "declined": _("declined"),
        "withdrawn": _("taken back"),
        "expired": _("not answered in time"),
    }
    rows = [
        Row([
            moment(offer.made_at), "\n".join(filter(None, (str(OUTCOME_WORDS[offer.outcome]), offer.words))),
            money(offer.amount or None, one.case.currency), answers.get(offer.answer, offer.answer) or "–",
        ])
        for offer in one.offers
    ]  # fmt: skip
    return [Heading(_("Offers"), 3), Table(columns, rows)]


def _decision(decision: DecisionShown | None) -> list[Block]:
    if decision is None:
        return []
    told = [
        (_("Decided"), moment(decision.decided_at)),
        (_("Outcome"), str(OUTCOME_WORDS[decision.outcome])),
        *([(_("Why"), _(REJECT_TITLES[decision.reject_reason]))] if decision.reject_reason else []),
        *([(_("In words"), decision.words)] if decision.words else []),
        *([(_("Amount"), money(decision.amount, decision.currency))] if decision.amount else []),
    ]
    return [Heading(_("Decision"), 3), Facts(told), *_legs(decision)]


def _legs(decision: DecisionShown) -> list[Block]:
    if not decision.legs:
        return []
    columns = [
        Column(_("Done"), 31),
        Column(_("Way"), 22),
        Column(_("State"), 14),
        Column(_("Reference there"), 39),
        Column(_("Amount"), 20, right=True),
    ]
    rows = [
        Row([
            moment(leg.recorded_at) if leg.recorded_at else "–", str(METHOD_WORDS[leg.method]),
            str(LEG_STATES[leg.state][0]), leg.provider_ref or "–", money(leg.amount or None, leg.currency),
        ])
        for leg in decision.legs
    ]  # fmt: skip
    return [Table(columns, rows)]
