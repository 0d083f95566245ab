"""What to do about a refusal over JSON, where its sentence speaks to somebody who has a page before them."""

from amends.core.disputes.giving_evidence import AddressNotShown
from amends.core.evidence.purposes import EvidenceMissing
from amends.core.policies.enforce import FindingChanged
from amends.core.refusals import Refusal

_ADVICE: dict[type[Refusal], str] = {
    EvidenceMissing: "Files are given once the dispute is there: open it with evidence_later, and it waits for them.",
    AddressNotShown: "Say shows_buyer_email of it when you give it.",
    FindingChanged: "Read it (the preview before opening, …/finding afterwards); facts.finding is its hash.",
}


def advised(refusal: Refusal) -> str:
    """The refusal's words, and what to do."""
    advice = _ADVICE.get(type(refusal))
    return f"{refusal.words()} {advice}" if advice else refusal.words()
