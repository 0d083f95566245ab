"""When a dispute takes files, and which of them must show the buyer's address."""

from collections.abc import Sequence

from amends.core.disputes.states import State, say_state
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import UNSHIPPED, Kind, Stage
from amends.core.policies.clauses import Need
from amends.core.refusals import Refusal

TAKES_EVIDENCE = (State.UNDER_REVIEW, State.EVIDENCE_REQUESTED, State.OFFERED)
"""While the case is argued. Once it is decided, its evidence stays as it was decided on."""


class EvidenceTooLate(Refusal):
    """The case is decided or ended."""

    code = "evidence.too_late"
    sentence = "Dispute %(number)s is in the state “%(state)s” and takes no more files."
    field = "evidence"


class EvidenceSealed(Refusal):
    """What a dispute was opened or argued with stays with it."""

    code = "evidence.sealed"
    sentence = "“%(name)s” belongs to a dispute and stays with it."
    field = "evidence"


class EvidenceUnseen(Refusal):
    """No such file, or not yours: the two look alike."""

    code = "evidence.unseen"
    sentence = "There is no such file."
    kind = "unseen"


class DraftUnseen(Refusal):
    """No such draft, or not yours; or it was opened or discarded meanwhile."""

    code = "draft.unseen"
    sentence = "This draft is no longer there: it was opened as a dispute or discarded."
    kind = "unseen"


class AddressNotShown(Refusal):
    """Nobody said in which file the buyer's address can be seen."""

    code = "dispute.address_not_shown"
    sentence = "Mark the file in which the buyer's e-mail address is visible."
    kind = "invalid"
    field = "evidence"


def check_takes_evidence(state: State, *, number: str) -> None:
    """Raises EvidenceTooLate for a dispute that is decided or ended."""
    if state not in TAKES_EVIDENCE:
        raise EvidenceTooLate(number=number, state=say_state(state))


def asks_address(kind: Kind, stage: Stage) -> bool:
    """Whether the buyer's address is asked for: a sent order for a shop's buyer."""
    return kind is Kind.STORE and stage not in UNSHIPPED


def check_address_shown(needed: Sequence[Need], shown: bool) -> None:
    """Raises AddressNotShown where a complaint is needed and no file is marked as showing whose it is."""
    if not shown and any(Purpose.COMPLAINT in one.any_of for one in needed):
        raise AddressNotShown
