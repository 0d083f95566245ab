"""Clauses that contradict each other, and clauses that have no case left, are reported while a version is drafted."""

import pytest

from amends.core.policies.document import parse_policy
from amends.core.policies.issues import Fault, Issue
from amends.core.policies.review import review
from tests.core.policies.documents import BAD, DAMAGED, GERMAN, SMALL, STARTED, clause

FULL = '{ answer = "yes", refund = { share = "full" } }'


def told(*clauses: str) -> list[Issue]:
    return review(parse_policy(SMALL + "".join(clauses)))


def test_clauses_of_one_precedence_that_can_meet_are_ambiguous() -> None:
    (issue,) = told(clause("other", DAMAGED, GERMAN))
    assert (issue.fault, issue.path) == (Fault.AMBIGUOUS, ("clause", 1, "when"))
    assert "“First” has the same precedence" in issue.words() and "country: DE" in issue.words()


@pytest.mark.parametrize(
    "other",
    [
        clause("other", BAD),
        clause("other", DAMAGED, GERMAN, precedence=11),
        clause("other", DAMAGED, more='needs = ["seen"]\n', then=FULL),
        clause("other", DAMAGED, more='window = { since = "delivery", from_day = 8 }\n'),
    ],
    ids=["another reason", "another precedence", "the same outcome", "another time"],
)
def test_clauses_that_cannot_meet_or_come_to_the_same_are_not(other: str) -> None:
    assert told(other) == []


@pytest.mark.parametrize(
    "when",
    [
        (DAMAGED, BAD),
        (DAMAGED, '{ fact = "stage", is = "pending" }'),
        ('{ fact = "reason", is = "delayed" }', '{ fact = "detail", is = "smell" }'),
        ('{ fact = "quantity", after = 3 }', '{ fact = "quantity", before = 4 }'),
        (GERMAN, '{ not = { fact = "country", in = ["DE", "FR"] } }'),
        ('{ fact = "evidence", has = "parcel" }', '{ not = { fact = "evidence", has_any = ["parcel", "other"] } }'),
        ('{ fact = "method", is = "Sea" }', '{ not = { fact = "method", is = " SEA" } }'),
    ],
    ids=str,
)
def test_conditions_that_exclude_each_other_never_apply(when: tuple[str, ...]) -> None:
    (issue,) = told(clause("other", *when, precedence=11))
    assert (issue.fault, issue.path) == (Fault.NEVER_APPLIES, ("clause", 1, "when"))
    assert "no case meets all its conditions" in issue.words()


def test_a_clause_behind_a_wider_one_never_applies() -> None:
    (issue,) = told(clause("other", DAMAGED, GERMAN, precedence=9))
    assert issue.fault is Fault.NEVER_APPLIES
    assert "“First” come first in every case" in issue.words()


def test_a_clause_behind_several_that_leave_nothing_never_applies() -> None:
    issues = told(
        clause("begun", BAD, STARTED),
        clause("not-begun", BAD, STARTED.replace("true", "false")),
        clause("other", BAD, precedence=9),
    )
    assert [(issue.fault, issue.path[1]) for issue in issues] == [(Fault.NEVER_APPLIES, 3)]
    assert "“Begun”, “Not-Begun” come first" in issues[0].words()


def test_a_clause_that_has_some_case_left_is_not_reported() -> None:
    assert told(clause("german", BAD, GERMAN), clause("other", BAD, precedence=9)) == []


def test_conditions_too_entangled_to_be_looked_at_are_reported() -> None:
    either = [
        f'{{ any = [{{ fact = "days_since_{anchor}", is = {day} }}, {{ fact = "quantity", at_least = {day} }}] }}'
        for anchor in ("departure", "delivery", "payment", "signing")
        for day in range(1, 9)
    ]
    assert [issue.fault for issue in told(clause("other", *either, precedence=11))] == [Fault.TOO_COMPLEX]


def test_what_nothing_uses_is_reported_and_keeps_no_draft_from_being_written() -> None:
    document = SMALL.replace("days = 7", "days = 7\nweeks = 1").replace('needs = ["seen"]\n', "")
    assert [(one.fault, one.path, one.words()) for one in review(parse_policy(document))] == [
        (Fault.SETTING_UNUSED, ("settings", "weeks"), "settings.weeks: Nothing uses the setting “weeks”."),
        (Fault.EVIDENCE_UNUSED, ("evidence", "seen"), "evidence.seen: No clause needs the evidence “seen”."),
    ]


@pytest.mark.parametrize(
    "use",
    [
        ('text = "Days are {days}."', 'text = "{weeks} weeks, {days} days."'),
        ('is = "damaged" },', 'is = "damaged" }, { fact = "quantity", at_most = "weeks" },'),
        ('{ since = "delivery", to', '{ since = "delivery", from_day = "weeks", to'),
        ('any_of = ["product"]', 'any_of = ["product"]\nwhen = [{ not = { fact = "quantity", before = "weeks" } }]'),
        ('{ share = "full" }', '{ share = "partial", percent = "weeks" }'),
    ],
    ids=["a text", "a question", "a window", "evidence", "a percentage"],
)
def test_a_setting_is_used_wherever_a_number_or_a_text_comes_from_it(use: tuple[str, str]) -> None:
    document = SMALL.replace("days = 7", "days = 7\nweeks = 1")
    assert use[0] in document
    assert review(parse_policy(document.replace(*use, 1))) == []
