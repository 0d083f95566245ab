"""Which clause counts: by precedence, by window; and when a person has to look."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amends.core.disputes.reasons import Reason
from amends.core.evidence.purposes import Purpose
from amends.core.policies.answers import Answer
from amends.core.policies.decide import Because, Decision, Program
from amends.core.policies.document import parse_policy
from amends.core.policies.explain import explain
from amends.core.policies.facts import days_between
from tests.core.policies.cases import TODAY, arrived, find
from tests.core.policies.documents import BAD, DAMAGED, GERMAN, SMALL, clause

CASE = arrived(Reason.DAMAGED)
FULL = '{ answer = "yes", refund = { share = "full" } }'


def decided(*clauses: str, **changes: object) -> Decision:
    return Program(parse_policy(SMALL + "".join(clauses)), version=1).decide(replace(CASE, **changes))  # type: ignore[arg-type]


def said(decision: Decision) -> tuple[str, str, str | None]:
    return decision.answer.value, decision.because.value, decision.clause.id if decision.clause else None


def test_the_higher_precedence_counts_wherever_it_stands() -> None:
    assert said(decided(clause("german", DAMAGED, GERMAN, precedence=11))) == ("no", "clause", "german")
    assert said(decided(clause("german", DAMAGED, GERMAN, precedence=11), country="FR")) == ("yes", "clause", "first")


def test_a_clause_that_might_count_leaves_the_case_to_a_person() -> None:
    decision = decided(clause("german", DAMAGED, GERMAN, precedence=11), country=None)
    assert said(decision) == ("person", "unknown", "first")
    assert [one.id for one in decision.doubted] == ["german"]


def test_a_clause_that_might_count_but_comes_to_the_same_changes_nothing() -> None:
    same = clause("german", DAMAGED, GERMAN, precedence=11, more='needs = ["seen"]\n', then=FULL)
    assert said(decided(same, country=None)) == ("yes", "clause", "first")


def test_what_is_refused_either_way_is_refused() -> None:
    decision = decided(clause("german", DAMAGED, GERMAN, precedence=11), country=None, days_since_delivery=9)
    assert said(decision) == ("no", "too_late", "first")


def test_contradicting_clauses_leave_the_case_to_a_person() -> None:
    assert said(decided(clause("german", DAMAGED, GERMAN))) == ("person", "ambiguous", "first")


def test_a_case_that_no_clause_is_about_is_for_a_person() -> None:
    assert said(decided(reason=Reason.DELAYED)) == ("person", "nothing_applies", None)


def test_clauses_of_one_precedence_follow_each_other_in_time() -> None:
    later = clause("later", DAMAGED, more='window = { since = "delivery", from_day = 8, to_day = 9 }\n')
    assert [said(decided(later, days_since_delivery=day))[1:] for day in (7, 8, 9, 10)] == [
        ("clause", "first"),
        ("clause", "later"),
        ("clause", "later"),
        ("too_late", "first"),
    ]


def test_outside_its_window_a_clause_still_keeps_the_lower_ones_from_counting() -> None:
    assert said(decided(clause("lower", DAMAGED, precedence=9), days_since_delivery=8)) == ("no", "too_late", "first")


def test_known_is_a_yes_or_a_person() -> None:
    asked = clause("asked", BAD, '{ fact = "country", known = true }')
    assert decided(asked, reason=Reason.BAD_QUALITY).answer is Answer.NO
    assert decided(asked, reason=Reason.BAD_QUALITY, country=None).because is Because.UNKNOWN


def test_any_of_several_kinds_of_files_meets_a_need() -> None:
    text = SMALL.replace('any_of = ["product"]', 'any_of = ["product", "other"]')
    program = Program(parse_policy(text), version=1)
    missing = {
        purpose: [need.name for need in program.decide(replace(CASE, evidence=frozenset({purpose}))).missing]
        for purpose in Purpose
    }
    assert [purpose for purpose, needs in missing.items() if not needs] == [Purpose.PRODUCT, Purpose.OTHER]


@pytest.mark.parametrize("days", [0, 7])
def test_days_are_calendar_days(days: int) -> None:
    assert days_between(TODAY.replace(day=20 - days), TODAY) == days
    assert days_between(None, TODAY) is None


def test_a_day_that_passes_does_not_change_the_hash_but_a_window_that_closes_does() -> None:
    program = Program(parse_policy(SMALL), version=1)
    found = [
        explain(program, replace(CASE, days_since_delivery=day), today=TODAY + timedelta(days=day)).digest
        for day in (3, 4, 7, 8)
    ]
    assert found[0] == found[1] == found[2] != found[3]
    assert find(CASE, program).digest != find(replace(CASE, evidence=frozenset()), program).digest
