"""The one table of states and moves: everything reachable, nothing held for ever, nobody moves what is not theirs."""

import pytest

from amends.core.access import ROLE_PERMISSIONS, SYSTEM, Actor, Role, Side
from amends.core.disputes.deadlines import Waits, due_at
from amends.core.disputes.states import (
    MOVES,
    STATES,
    Move,
    MoveNotAllowed,
    State,
    WrongActor,
    allowed_moves,
    check_move,
)
from tests.makers.incoming import NOW

OPEN = [state for state, facts in STATES.items() if facts.open]
FINAL = {State.SETTLED, State.REJECTED, State.WITHDRAWN, State.EXPIRED}


def actor(role: Role) -> Actor:
    """Somebody with a role."""
    return Actor(side=Side.MERCHANT, id=None, account_id=None, name=role, permissions=ROLE_PERMISSIONS[role])


def ways(*movers: Side) -> dict[State, set[State]]:
    """Where each state leads by moves of these sides alone; no move of a human's counts without theirs."""
    told = {None: Side.SYSTEM, "merchant": Side.MERCHANT, "staff": Side.STAFF}
    out: dict[State, set[State]] = {state: set() for state in State}
    for facts in MOVES.values():
        side = told[facts.permission.split(":")[0] if facts.permission else None]
        if side in movers and facts.target:
            for source in facts.sources:
                out[source].add(facts.target)
    return out


def reached(start: State, out: dict[State, set[State]]) -> set[State]:
    """Every state that can come after `start`."""
    found: set[State] = set()
    waiting = [start]
    while waiting:
        fresh = out[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def test_the_table_is_complete():
    assert set(STATES) == set(State)
    assert set(MOVES) == set(Move)
    assert {state for state in State if not STATES[state].open} == FINAL | {State.DRAFT}


def test_every_state_can_be_reached_from_a_draft():
    assert reached(State.DRAFT, ways(*Side)) == set(State) - {State.DRAFT}


def test_final_states_are_final():
    for state in FINAL:
        assert (ways(*Side)[state], STATES[state].awaited, STATES[state].on_time) == (set(), None, None)


@pytest.mark.parametrize("state", OPEN)
def test_every_open_state_waits_for_somebody_until_a_time_and_then_a_step_is_taken(state: State):
    facts = STATES[state]
    assert facts.awaited is not None
    assert facts.on_time is not None
    assert state in MOVES[facts.on_time].sources
    assert MOVES[facts.on_time].permission is None
    assert due_at(state, now=NOW, waits=Waits()) is not None


@pytest.mark.parametrize("state", [state for state in OPEN if STATES[state].awaited is Side.MERCHANT])
def test_a_silent_merchant_holds_no_order_for_ever(state: State):
    step = STATES[state].on_time
    assert step is not None
    assert MOVES[step].target is State.EXPIRED


@pytest.mark.parametrize("state", [state for state in OPEN if STATES[state].awaited is Side.SYSTEM])
def test_what_waits_for_amends_ends_without_anybody_elses_doing(state: State):
    assert State.SETTLED in reached(state, ways(Side.SYSTEM))


@pytest.mark.parametrize("state", [state for state in OPEN if STATES[state].awaited is not Side.MERCHANT])
def test_what_waits_for_the_platform_is_told_again_and_again_and_decided_by_nobody_else(state: State):
    """Time alone decides nothing here: the step stays in its state and repeats, and a way out stays open."""
    step = STATES[state].on_time
    assert step is not None
    assert MOVES[step].target is None
    awaited = STATES[state].awaited
    assert awaited is not None
    assert reached(state, ways(awaited)) & (FINAL | {State.AGREED, State.OFFERED})


def test_only_review_waits_for_people_of_the_platform():
    """Were there another, time could not end it either, and somebody must have meant that."""
    assert [state for state in OPEN if STATES[state].awaited is Side.STAFF] == [State.UNDER_REVIEW]


def test_waits_are_known_for_open_states_and_drafts_only():
    waits = Waits()
    assert {state for state in State if waits.of(state)} == {*OPEN, State.DRAFT}
    assert all(due_at(state, now=NOW, waits=waits) is None for state in FINAL)
    assert due_at(State.OFFERED, now=NOW, waits=waits) == NOW + waits.offer


REVIEWING = [Move.REQUEST_EVIDENCE, Move.OFFER, Move.APPROVE, Move.REJECT]
FROM: dict[State, dict[str, list[Move]]] = {
    State.DRAFT: {"opener": [Move.OPEN, Move.OPEN_INCOMPLETE], "agent": []},
    State.UNDER_REVIEW: {"opener": [Move.WITHDRAW], "agent": REVIEWING},
    State.EVIDENCE_REQUESTED: {"opener": [Move.SUBMIT_EVIDENCE, Move.WITHDRAW], "agent": []},
    State.OFFERED: {"opener": [Move.AGREE, Move.DECLINE, Move.WITHDRAW], "agent": []},
    State.AGREED: {"opener": [], "agent": []},
    State.SETTLING: {"opener": [], "agent": []},
    State.SETTLED: {"opener": [], "agent": []},
    State.REJECTED: {"opener": [], "agent": []},
    State.WITHDRAWN: {"opener": [], "agent": []},
    State.EXPIRED: {"opener": [], "agent": []},
}
ACTS_AS = {Role.OWNER: "opener", Role.AFTER_SALES: "opener", Role.AGENT: "agent", Role.ADMIN: "agent"}


@pytest.mark.parametrize("role", Role)
def test_each_role_has_exactly_its_moves_in_each_state(role: Role):
    expected = {state: FROM[state].get(ACTS_AS.get(role, "nobody"), []) for state in State}
    assert {state: allowed_moves(state, actor(role)) for state in State} == expected


def test_nobody_is_shown_a_move_of_amends_itself():
    assert all(allowed_moves(state, SYSTEM) == [] for state in State)


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", State)
def test_a_move_leads_on_from_its_listed_states_only(move: Move, state: State):
    facts = MOVES[move]
    everybody = Actor(
        side=Side.SYSTEM,
        id=None,
        account_id=None,
        name="",
        permissions=frozenset({facts.permission}) if facts.permission else frozenset(),
    )
    if state in facts.sources:
        assert check_move(move, state=state, number="SH1", actor=everybody) is (facts.target or state)
        return
    with pytest.raises(MoveNotAllowed) as refused:
        check_move(move, state=state, number="SH1", actor=everybody)
    assert refused.value.facts == {"number": "SH1", "state": state.value, "move": move.value}
    said = {"number": "SH1", "state": STATES[state].title, "move": facts.title}
    assert refused.value.said == said


@pytest.mark.parametrize("move", Move)
def test_a_stranger_learns_nothing_of_the_state(move: Move):
    with pytest.raises(WrongActor):
        check_move(move, state=State.SETTLED, number="SH1", actor=actor(Role.VIEWER))


@pytest.mark.parametrize("move", [move for move, facts in MOVES.items() if facts.permission is None])
def test_no_permission_at_all_lets_a_person_make_a_move_of_amends_itself(move: Move):
    every = frozenset().union(*ROLE_PERMISSIONS.values())
    for side in (Side.MERCHANT, Side.STAFF, Side.PLATFORM):
        person = Actor(side=side, id=None, account_id=None, name="", permissions=every)
        with pytest.raises(WrongActor):
            check_move(move, state=MOVES[move].sources[0], number="SH1", actor=person)
