"""Departing from what the policy found: staff may, but never without a reason from the list and words."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.decisions.award import Outcome
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Refund, Share
from amends.core.policies.explain import Finding
from amends.core.refusals import Refusal, Said


class Departure(StrEnum):
    """In what a decision or an offer departs from the finding."""

    GRANTED_THOUGH_REFUSED = "granted_though_refused"
    MORE_THAN_GRANTED = "more_than_granted"
    LESS_THAN_GRANTED = "less_than_granted"
    OTHER_THAN_GRANTED = "other_than_granted"
    REFUSED_THOUGH_GRANTED = "refused_though_granted"


DEPARTURE_TITLES = {
    Departure.GRANTED_THOUGH_REFUSED: "grants what the policy refuses",
    Departure.MORE_THAN_GRANTED: "gives more than the policy grants",
    Departure.LESS_THAN_GRANTED: "gives less than the policy grants",
    Departure.OTHER_THAN_GRANTED: "gives something else than the policy grants",
    Departure.REFUSED_THOUGH_GRANTED: "refuses what the policy grants",
}


class DepartReason(StrEnum):
    """The list that whoever departs chooses from."""

    GOODWILL = "goodwill"
    OUR_MISTAKE = "our_mistake"
    EVIDENCE_SHOWS_MORE = "evidence_shows_more"
    EVIDENCE_DOUBTED = "evidence_doubted"
    SETTLED_BETWEEN_US = "settled_between_us"
    LAW = "law"
    POLICY_UNCLEAR = "policy_unclear"


DEPART_TITLES = {
    DepartReason.GOODWILL: "Goodwill",
    DepartReason.OUR_MISTAKE: "A mistake of ours",
    DepartReason.EVIDENCE_SHOWS_MORE: "The evidence shows more than the facts",
    DepartReason.EVIDENCE_DOUBTED: "The evidence is doubted",
    DepartReason.SETTLED_BETWEEN_US: "Agreed between the merchant and us",
    DepartReason.LAW: "The law asks for it",
    DepartReason.POLICY_UNCLEAR: "The policy is unclear here",
}


class DepartureUnexplained(Refusal):
    """The outcome departs from the finding, and nobody says why."""

    code = "decision.departure_unexplained"
    sentence = "This %(departure)s. Say why: choose a reason and add a few words."
    kind = "invalid"
    field = "depart_reason"


@dataclass(frozen=True, slots=True)
class Departing:
    """Why somebody departs."""

    reason: DepartReason
    words: str


def departure(finding: Finding, outcome: Outcome, *, amount: int, asked: int) -> Departure | None:
    """In what an outcome departs from the finding. `amount` is given, `asked` was asked for; minor units.

    A case that needs a person is theirs to decide; a case whose evidence is missing may be refused.
    """
    decision = finding.decision
    if decision.answer is Answer.PERSON:
        return None
    if decision.answer is Answer.NO:
        return None if outcome is Outcome.REJECT else Departure.GRANTED_THOUGH_REFUSED
    if outcome is Outcome.REJECT:
        return None if decision.missing else Departure.REFUSED_THOUGH_GRANTED
    then = decision.then
    assert then is not None
    if outcome is Outcome.RESEND:
        return None if then.resend else Departure.OTHER_THAN_GRANTED
    if then.refund is None:
        return Departure.OTHER_THAN_GRANTED
    return _by_amount(finding, then.refund, amount=amount, asked=asked)


def _by_amount(finding: Finding, refund: Refund, *, amount: int, asked: int) -> Departure | None:
    """A partial refund is granted up to its share, so that less of it is still what the policy says."""
    if finding.ceiling is None:
        return None
    if amount > finding.ceiling.total:
        return Departure.MORE_THAN_GRANTED
    owed = min(asked or finding.ceiling.total, finding.ceiling.total)
    return Departure.LESS_THAN_GRANTED if refund.share is Share.FULL and amount < owed else None


def check_departing(found: Departure | None, departing: Departing | None) -> Departing | None:
    """The explanation of a departure, None where there is none. Raises DepartureUnexplained."""
    if found is None:
        return None
    if departing is None or not departing.words.strip():
        raise DepartureUnexplained(departure=Said(found.value, DEPARTURE_TITLES[found]))
    return departing
