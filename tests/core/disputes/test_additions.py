"""What is added to a dispute without moving it, and by whom."""

import pytest

from amends.core.access import ROLE_PERMISSIONS, Actor, Role, Side
from amends.core.disputes.additions import Addition, additions_end, allowed_additions
from amends.core.disputes.states import State

ADD, WRITE = Addition.ADD_EVIDENCE, Addition.WRITE_MESSAGE
ARGUED = {State.UNDER_REVIEW, State.EVIDENCE_REQUESTED, State.OFFERED}
OPENERS, WRITERS = {Role.OWNER, Role.AFTER_SALES}, {Role.FINANCE, Role.AGENT, Role.ADMIN}


@pytest.mark.parametrize("role", Role)
def test_each_role_adds_files_while_a_case_is_argued_and_words_at_any_time(role: Role) -> None:
    actor = Actor(side=Side.MERCHANT, id=None, account_id=None, name=role, permissions=ROLE_PERMISSIONS[role])
    for state in State:
        files = [ADD] if role in OPENERS and state in ARGUED else []
        words = [WRITE] if role in OPENERS | WRITERS else []
        assert allowed_additions(state, actor) == files + words


def test_words_outlast_the_dispute() -> None:
    assert {one: additions_end(one) for one in Addition} == {ADD: True, WRITE: False}
