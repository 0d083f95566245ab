"""What holds for every policy and every case."""

import json
import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amends.core.disputes.reasons import Reason
from amends.core.policies.answers import Answer, opposite
from amends.core.policies.catalog import FACTS
from amends.core.policies.clauses import Policy
from amends.core.policies.compile import compile_predicate
from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy, read_policy
from amends.core.policies.explain import Noted, explain
from amends.core.policies.facts import FIELDS, Facts, FactsUnreadable, facts_from
from amends.core.policies.issues import Fault, PolicyInvalid
from amends.core.policies.predicates import AllOf, Not, Predicate, Question
from amends.core.policies.regions import Box, Ranges, boxes_of
from amends.core.policies.writing import policy_table, policy_text
from tests.core.policies.cases import STANDARD, TODAY
from tests.core.policies.strategies import facts, known_facts, learned, policies, predicates

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON


@given(predicates, learned())
def test_knowing_more_changes_no_answer_of_a_predicate_but_a_persons(
    predicate: Predicate, pair: tuple[Facts, Facts]
) -> None:
    before, after = (compile_predicate(predicate).ask(one) for one in pair)
    assert before is PERSON or before is after


@given(policies(), learned())
def test_knowing_more_never_turns_a_yes_into_a_no_nor_a_no_into_a_yes(
    policy: Policy, pair: tuple[Facts, Facts]
) -> None:
    program = Program(policy, version=1)
    before, after = (program.decide(one) for one in pair)
    assert before.answer is PERSON or before.answer is after.answer
    if before.answer is YES:
        assert before.then == after.then


@given(learned())
def test_knowing_more_keeps_what_the_standard_policy_grants_and_refuses(pair: tuple[Facts, Facts]) -> None:
    before, after = map(STANDARD.decide, pair)
    assert before.answer is PERSON or before.answer is after.answer


def _rejoined(noted: Noted) -> Answer:
    """Kleene's rules once more, over what the notes say of the single questions."""
    if isinstance(noted.predicate, Question):
        return noted.answer
    parts = [_rejoined(part) for part in noted.parts]
    if isinstance(noted.predicate, Not):
        return opposite(parts[0])
    stops, otherwise = (NO, YES) if isinstance(noted.predicate, AllOf) else (YES, NO)
    return stops if stops in parts else PERSON if PERSON in parts else otherwise


@given(policies(), facts)
def test_the_explanation_says_what_was_decided(policy: Policy, one: Facts) -> None:
    program = Program(policy, version=1)
    finding = explain(program, one, today=TODAY)
    assert finding.decision == program.decide(one)
    for considered in finding.considered:
        assert all(noted.answer is _rejoined(noted) for noted in considered.notes)
        answers = [noted.answer for noted in considered.notes]
        assert considered.answer is (NO if NO in answers else PERSON if PERSON in answers else YES)
    applying = [c.clause for c in finding.considered if c.answer is YES]
    if finding.decision.clause:
        highest = max(clause.precedence for clause in applying)
        assert finding.decision.clause.precedence == highest
    elif finding.decision.answer is PERSON:
        assert not applying


@given(policies(), facts)
def test_clauses_about_other_reasons_are_not_considered_and_would_not_apply(policy: Policy, one: Facts) -> None:
    considered = {c.clause.id for c in explain(Program(policy, version=1), one, today=TODAY).considered}
    for clause in policy.clauses:
        if clause.id not in considered:
            assert compile_predicate(clause.condition).ask(one) is NO


@given(policies())
def test_a_policy_written_and_read_again_is_the_same(policy: Policy) -> None:
    try:
        read_policy(policy_table(policy))
    except PolicyInvalid as refusal:
        assert {issue.fault for issue in refusal.issues} == {Fault.WINDOWS_OVERLAP}
        assume(False)
    text = policy_text(policy)
    assert tomllib.loads(text) == policy_table(policy)
    assert parse_policy(text) == policy
    assert policy_text(parse_policy(text)) == text


def test_clauses_may_ask_about_every_fact_of_a_case() -> None:
    assert set(FACTS) - {"value"} == set(FIELDS) - {"parts", "currency"}


@given(facts)
def test_facts_written_and_read_again_are_the_same(one: Facts) -> None:
    assert facts_from(json.loads(json.dumps(one.as_dict()))) == one


@pytest.mark.parametrize(
    "told",
    [
        {"mood": "bad"},
        {"reason": "boredom"},
        {"quantity": "2"},
        {"trackable": 1},
        {"parts": [1, 2]},
        {"evidence": [[]]},
    ],
)
def test_facts_of_no_case_are_not_read(told: dict[str, object]) -> None:
    with pytest.raises(FactsUnreadable):
        facts_from(told)


@given(policies(), facts)
def test_equal_findings_have_equal_hashes_however_they_came_about(policy: Policy, one: Facts) -> None:
    first = explain(Program(policy, version=3), one, today=TODAY)
    again = explain(Program(parse_or_same(policy), version=3), facts_from(one.as_dict()), today=TODAY)
    assert first.digest == again.digest
    assert first.digest != explain(Program(policy, version=4), one, today=TODAY).digest
    assert json.loads(json.dumps(first.as_dict()))["hash"] == first.digest


def parse_or_same(policy: Policy) -> Policy:
    """The policy from its own document, where it can be read."""
    try:
        return parse_policy(policy_text(policy))
    except PolicyInvalid:
        return policy


def _inside(one: Facts, box: Box) -> bool:
    for name, domain in box.items():
        fact, _, member = name.partition(":")
        if member:
            told: object = member in getattr(one, fact)
        else:
            told = one.parts.total if fact == "value" and one.parts else getattr(one, fact)
        if fact == "method":
            told = str(told).strip().casefold()
        if isinstance(domain, Ranges):
            assert isinstance(told, int)
            if not any((low is None or low <= told) and (high is None or told <= high) for low, high in domain.pairs):
                return False
        elif (told in domain.words) is domain.others:
            return False
    return True


@given(predicates, known_facts, st.booleans())
def test_boxes_hold_exactly_the_cases_that_a_predicate_answers(predicate: Predicate, one: Facts, holds: bool) -> None:
    assume(one.currency == "USD")
    inside = any(_inside(one, box) for box in boxes_of(predicate, holds=holds))
    assert inside is (compile_predicate(predicate).ask(one) is (YES if holds else NO))


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_alone_never_makes_a_yes(reason: Reason) -> None:
    assert STANDARD.decide(Facts(reason=reason)).answer is PERSON
