"""A refusal's words over JSON, where its sentence speaks to somebody who has a page before them."""

from amends.core.disputes.giving_evidence import AddressNotShown
from amends.core.disputes.states import MoveNotAllowed, WrongActor
from amends.core.evidence.purposes import EvidenceMissing
from amends.core.orders.stages import WrongStage
from amends.core.policies.enforce import FindingChanged
from amends.core.refusals import Refusal

_ADVICE: dict[type[Refusal], str] = {
    EvidenceMissing: "Files are given once the dispute is there: open it with evidence_later, and it waits for them.",
    AddressNotShown: "Say shows_buyer_email of it when you give it.",
    FindingChanged: "Read it (the preview before opening, …/finding afterwards); facts.finding is its hash.",
}

_BY_CODE: dict[type[Refusal], str] = {MoveNotAllowed: "move", WrongActor: "move", WrongStage: "step"}
"""Of these the fact that a page tells by its button's words; a program knows it by its code."""


def advised(refusal: Refusal) -> str:
    """The refusal's words, and what to do."""
    words, advice = _words(refusal), _ADVICE.get(type(refusal))
    return f"{words} {advice}" if advice else words


def _words(refusal: Refusal) -> str:
    fact = _BY_CODE.get(type(refusal))
    return refusal.sentence % {**refusal.said, fact: refusal.facts[fact]} if fact else refusal.words()
