"""The one table of a dispute's states and moves. Guards, buttons, `allowed_actions` and the docs read it."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.access import Actor, Permission, Side
from amends.core.refusals import Refusal, Said


class State(StrEnum):
    """Where a dispute stands."""

    DRAFT = "draft"
    UNDER_REVIEW = "under_review"
    EVIDENCE_REQUESTED = "evidence_requested"
    OFFERED = "offered"
    AGREED = "agreed"
    SETTLING = "settling"
    SETTLED = "settled"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Move(StrEnum):
    """What can be done to a dispute, named as the business calls it."""

    OPEN = "open"
    OPEN_INCOMPLETE = "open_incomplete"
    REQUEST_EVIDENCE = "request_evidence"
    SUBMIT_EVIDENCE = "submit_evidence"
    OFFER = "offer"
    AGREE = "agree"
    DECLINE = "decline"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    BEGIN_SETTLING = "begin_settling"
    SETTLE = "settle"
    ESCALATE = "escalate"
    EXPIRE = "expire"
    TELL_FINANCE = "tell_finance"


@dataclass(frozen=True, slots=True)
class StateFacts:
    """`open` means the order is held. `awaited` is who must act; `on_time` what happens when the due time passes."""

    title: str
    open: bool
    awaited: Side | None
    on_time: Move | None


STATES: dict[State, StateFacts] = {
    State.DRAFT: StateFacts("Draft", open=False, awaited=Side.MERCHANT, on_time=None),
    State.UNDER_REVIEW: StateFacts("Under review", open=True, awaited=Side.STAFF, on_time=Move.ESCALATE),
    State.EVIDENCE_REQUESTED: StateFacts("Evidence requested", True, Side.MERCHANT, Move.EXPIRE),
    State.OFFERED: StateFacts("Offer made", open=True, awaited=Side.MERCHANT, on_time=Move.EXPIRE),
    State.AGREED: StateFacts("Agreed", open=True, awaited=Side.SYSTEM, on_time=Move.TELL_FINANCE),
    State.SETTLING: StateFacts("Being settled", open=True, awaited=Side.SYSTEM, on_time=Move.TELL_FINANCE),
    State.SETTLED: StateFacts("Settled", open=False, awaited=None, on_time=None),
    State.REJECTED: StateFacts("Rejected", open=False, awaited=None, on_time=None),
    State.WITHDRAWN: StateFacts("Withdrawn", open=False, awaited=None, on_time=None),
    State.EXPIRED: StateFacts("Expired", open=False, awaited=None, on_time=None),
}


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """From which states to which one, and the permission an actor needs; None means only Amends itself."""

    title: str
    sources: tuple[State, ...]
    target: State | None
    """None: the state stays as it is."""
    permission: Permission | None


_REVIEW, _DECIDE = Permission.STAFF_DISPUTE_REVIEW, Permission.STAFF_DISPUTE_DECIDE
_ANSWER = Permission.MERCHANT_DISPUTE_ANSWER
_MERCHANTS_TURN = (State.UNDER_REVIEW, State.EVIDENCE_REQUESTED, State.OFFERED)

MOVES: dict[Move, MoveFacts] = {
    Move.OPEN: MoveFacts("Open dispute", (State.DRAFT,), State.UNDER_REVIEW, Permission.MERCHANT_DISPUTE_OPEN),
    Move.OPEN_INCOMPLETE: MoveFacts(
        "Open dispute, evidence to follow", (State.DRAFT,), State.EVIDENCE_REQUESTED, Permission.MERCHANT_DISPUTE_OPEN
    ),
    Move.REQUEST_EVIDENCE: MoveFacts("Ask for evidence", (State.UNDER_REVIEW,), State.EVIDENCE_REQUESTED, _REVIEW),
    Move.SUBMIT_EVIDENCE: MoveFacts("Send evidence", (State.EVIDENCE_REQUESTED,), State.UNDER_REVIEW, _ANSWER),
    Move.OFFER: MoveFacts("Make an offer", (State.UNDER_REVIEW,), State.OFFERED, _DECIDE),
    Move.AGREE: MoveFacts("Agree", (State.OFFERED,), State.AGREED, _ANSWER),
    Move.DECLINE: MoveFacts("Decline", (State.OFFERED,), State.UNDER_REVIEW, _ANSWER),
    Move.APPROVE: MoveFacts("Approve as asked", (State.UNDER_REVIEW,), State.AGREED, _DECIDE),
    Move.REJECT: MoveFacts("Reject", (State.UNDER_REVIEW,), State.REJECTED, _DECIDE),
    Move.WITHDRAW: MoveFacts("Cancel", _MERCHANTS_TURN, State.WITHDRAWN, Permission.MERCHANT_DISPUTE_WITHDRAW),
    Move.BEGIN_SETTLING: MoveFacts("Begin settling", (State.AGREED,), State.SETTLING, None),
    Move.SETTLE: MoveFacts("Settle", (State.SETTLING,), State.SETTLED, None),
    Move.ESCALATE: MoveFacts("Escalate", (State.UNDER_REVIEW,), None, None),
    Move.EXPIRE: MoveFacts("Expire", (State.EVIDENCE_REQUESTED, State.OFFERED), State.EXPIRED, None),
    Move.TELL_FINANCE: MoveFacts("Tell finance", (State.AGREED, State.SETTLING), None, None),
}


class MoveNotAllowed(Refusal):
    """The dispute is not in a state from which this move leads anywhere."""

    code = "dispute.move_not_allowed"
    sentence = "Dispute %(number)s is in the state “%(state)s”; “%(move)s” is not possible now."


class WrongActor(Refusal):
    """The move is somebody else's to make."""

    code = "dispute.not_yours_to_make"
    sentence = "“%(move)s” is not yours to make."
    kind = "forbidden"


def say_state(state: State) -> Said:
    """A state as a refusal's fact."""
    return Said(state.value, STATES[state].title)


def allowed_moves(state: State, actor: Actor) -> list[Move]:
    """The moves `actor` may make from `state` now, in the table's order."""
    return [
        move
        for move, facts in MOVES.items()
        if state in facts.sources and facts.permission is not None and actor.may(facts.permission)
    ]


def moves_end_at(state: State) -> bool:
    """Whether the moves that are possible now end when the state's time passes."""
    return STATES[state].on_time is Move.EXPIRE


def check_move(move: Move, *, state: State, number: str, actor: Actor) -> State:
    """The state that `move` leads to. Raises WrongActor before MoveNotAllowed, so that a stranger learns nothing."""
    facts = MOVES[move]
    allowed = actor.side is Side.SYSTEM if facts.permission is None else actor.may(facts.permission)
    if not allowed:
        raise WrongActor(move=Said(move.value, facts.title))
    if state not in facts.sources:
        raise MoveNotAllowed(number=number, state=say_state(state), move=Said(move.value, facts.title))
    return facts.target or state
