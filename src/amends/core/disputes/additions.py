"""What is added to a dispute without moving it: files and messages. `allowed_actions` tells them behind the moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.core.access import Actor, Permission
from amends.core.disputes.giving_evidence import TAKES_EVIDENCE
from amends.core.disputes.states import State


class Addition(StrEnum):
    """What is added, as the API calls the operation; no state changes by it."""

    ADD_EVIDENCE = "add_evidence"
    WRITE_MESSAGE = "write_message"


@dataclass(frozen=True, slots=True)
class AdditionFacts:
    """In which states, and which permissions: one of them is enough, and no side has more than one."""

    states: Sequence[State]
    permissions: Sequence[Permission]


ADDITIONS: dict[Addition, AdditionFacts] = {
    Addition.ADD_EVIDENCE: AdditionFacts(TAKES_EVIDENCE, (Permission.MERCHANT_DISPUTE_ANSWER,)),
    Addition.WRITE_MESSAGE: AdditionFacts(
        tuple(State), (Permission.MERCHANT_MESSAGE_WRITE, Permission.STAFF_DISPUTE_REVIEW)
    ),
}


def allowed_additions(state: State, actor: Actor) -> list[Addition]:
    """What `actor` may add while a dispute is in `state`, in the table's order."""
    return [
        addition
        for addition, facts in ADDITIONS.items()
        if state in facts.states and any(actor.may(permission) for permission in facts.permissions)
    ]


def additions_end(addition: Addition) -> bool:
    """Whether the end of a dispute is the end of it too."""
    return State.EXPIRED not in ADDITIONS[addition].states
