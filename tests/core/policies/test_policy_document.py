"""A document is understood as a whole, or refused with the line and the reason of everything that is wrong."""

import tomllib

import pytest

from amends.core.money import Money
from amends.core.policies.clauses import Anchor, Refund, Share, Window
from amends.core.policies.document import parse_policy, read_policy
from amends.core.policies.issues import REPORTED, Fault, PolicyInvalid
from amends.core.policies.predicates import Number, Question
from tests.core.policies.documents import BAD, DAMAGED, SMALL, clause

WHEN = 'fact = "reason", is = "damaged"'
THEN = '{ answer = "yes", refund = { share = "full" } }'

WRONG = [
    ("format = 1", "format = [", Fault.NOT_TOML, None, ""),
    ("format = 1", "format = 2", Fault.FORMAT_UNKNOWN, 1, "format"),
    ("format = 1", "format = true", Fault.TYPE_WRONG, 1, "format"),
    ('title = "A small policy"\n', "", Fault.KEY_MISSING, None, "title"),
    ('title = "A small policy"', 'title = "A\\u0000"', Fault.TYPE_WRONG, 2, "title"),
    ('currency = "USD"', 'currency = "USDX"', Fault.CURRENCY_UNKNOWN, 3, "currency"),
    ('text = "Days are {days}."', 'text = "Days: {days}, {weeks}."', Fault.SETTING_UNKNOWN, 4, "text"),
    ("days = 7", "days = -7", Fault.NUMBER_NEGATIVE, 7, "settings.days"),
    ("days = 7", "days = 7000000", Fault.NUMBER_LARGE, 7, "settings.days"),
    ("days = 7", "days = 7.5", Fault.TYPE_WRONG, 7, "settings.days"),
    ("days = 7", "days = 7\nDays = 1", Fault.NAME_INVALID, 8, "settings.Days"),
    ('any_of = ["product"]', "any_of = []", Fault.LIST_EMPTY, 10, "evidence.seen.any_of"),
    ('any_of = ["product"]', 'any_of = ["oath"]', Fault.WORD_UNKNOWN, 10, "evidence.seen.any_of[1]"),
    ('any_of = ["product"]', 'any_of = ["product", "product"]', Fault.TWICE, 10, "evidence.seen.any_of[2]"),
    ('needs = ["seen"]', 'needs = ["seen", "heard"]', Fault.EVIDENCE_UNKNOWN, 22, "clause[1].needs[2]"),
    ('id = "first"', 'id = "first"\nrank = 1', Fault.KEY_UNKNOWN, 15, "clause[1].rank"),
    ('id = "first"', 'id = "First one"', Fault.NAME_INVALID, 14, "clause[1].id"),
    ('text = "Within {days} days."', 'text = "  "', Fault.TEXT_MISSING, 16, "clause[1].text"),
    ("precedence = 10", "precedence = -1", Fault.NUMBER_NEGATIVE, 17, "clause[1].precedence"),
    (WHEN, 'fact = "reason", is = "boredom"', Fault.WORD_UNKNOWN, 19, "clause[1].when[1].is"),
    (WHEN, 'fact = "mood", is = "bad"', Fault.WORD_UNKNOWN, 19, "clause[1].when[1].fact"),
    (WHEN, 'fact = "country", is = "USA"', Fault.COUNTRY_UNKNOWN, 19, "clause[1].when[1].is"),
    (WHEN, 'fact = "reason", at_least = 3', Fault.QUESTION_UNCLEAR, 19, "clause[1].when[1]"),
    (WHEN, 'fact = "reason", is = "damaged", in = []', Fault.QUESTION_UNCLEAR, 19, "clause[1].when[1]"),
    (WHEN, 'fact = "quantity", at_least = -3', Fault.NUMBER_NEGATIVE, 19, "clause[1].when[1].at_least"),
    (WHEN, 'fact = "reason", known = false', Fault.TYPE_WRONG, 19, "clause[1].when[1].known"),
    (WHEN, 'fact = "value", at_most = "9.00 EUR"', Fault.CURRENCY_MISMATCH, 19, "clause[1].when[1].at_most"),
    (WHEN, 'fact = "value", at_most = "9.001 USD"', Fault.AMOUNT_UNREADABLE, 19, "clause[1].when[1].at_most"),
    (WHEN, 'fact = "value", at_most = "-9 USD"', Fault.NUMBER_NEGATIVE, 19, "clause[1].when[1].at_most"),
    (WHEN, "any = []", Fault.LIST_EMPTY, 19, "clause[1].when[1].any"),
    (WHEN, "not = { " * 30 + WHEN + " }" * 30, Fault.TOO_COMPLEX, 19, None),
    ('to_day = "days"', "from_day = 9, to_day = 8", Fault.WINDOW_BACKWARDS, 21, "clause[1].window"),
    (', to_day = "days"', "", Fault.WINDOW_OPEN, 21, "clause[1].window"),
    ('since = "delivery"', 'since = "dawn"', Fault.WORD_UNKNOWN, 21, "clause[1].window.since"),
    (THEN, '{ answer = "maybe" }', Fault.WORD_UNKNOWN, 23, "clause[1].then.answer"),
    (THEN, '{ answer = "yes" }', Fault.GRANT_MISSING, 23, "clause[1].then"),
    (THEN, '{ answer = "no", resend = "all" }', Fault.GRANT_WITHOUT_YES, 23, "clause[1].then.resend"),
    ('share = "full"', 'share = "full", percent = 9', Fault.KEY_UNKNOWN, 23, "clause[1].then.refund.percent"),
    ('share = "full"', 'share = "partial"', Fault.KEY_MISSING, 23, "clause[1].then.refund.percent"),
    ('share = "full"', 'share = "partial", percent = 101', Fault.PERCENT_RANGE, 23, "clause[1].then.refund.percent"),
    ('share = "full"', 'share = "full", parts = ["tip"]', Fault.WORD_UNKNOWN, 23, "clause[1].then.refund.parts[1]"),
    (THEN, '{ answer = "no", liability = { supplier = 60 } }', Fault.PERCENT_SUM, 23, "clause[1].then.liability"),
    (THEN, '{ answer = "person" }\nautomatic = true', Fault.AUTOMATIC_PERSON, 24, "clause[1].automatic"),
    (THEN, THEN + clause("first", BAD), Fault.ID_TWICE, 25, "clause[2].id"),
    (
        THEN,
        THEN + clause("other", DAMAGED, more='window = { since = "delivery", from_day = 7 }\n'),
        Fault.WINDOWS_OVERLAP,
        30,
        "clause[2].window",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "fault", "line", "where"), WRONG, ids=lambda one: str(one)[:30])
def test_what_is_wrong_is_named_with_its_line(
    right: str, wrong: str, fault: Fault, line: int | None, where: str | None
) -> None:
    assert right in SMALL
    with pytest.raises(PolicyInvalid) as refused:
        parse_policy(SMALL.replace(right, wrong, 1))
    issue = next(one for one in refused.value.issues if one.fault is fault)
    assert (issue.line, issue.where) == (line, issue.where if where is None else where)
    assert issue.words() in refused.value.words()


def test_every_fault_was_seen() -> None:
    assert {fault for _, _, fault, _, _ in WRONG} | REPORTED == set(Fault)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(PolicyInvalid) as refused:
        parse_policy(SMALL.replace("days = 7", "days = -7").replace('is = "damaged"', 'is = "boredom"'))
    assert [issue.line for issue in refused.value.issues] == [7, 19]
    assert "line 7, settings.days: -7 is below zero." in refused.value.words()


def test_a_document_that_came_without_a_text_is_refused_by_its_path() -> None:
    told = tomllib.loads(SMALL)
    told["clause"][0]["precedence"] = "high"
    with pytest.raises(PolicyInvalid) as refused:
        read_policy(told)
    assert [issue.words() for issue in refused.value.issues] == ["clause[1].precedence: This must be a whole number."]


@pytest.mark.parametrize("told", [{}, {"clause": 1}, {"clause": [1]}, {"evidence": {"x": 1}, "settings": []}])
def test_tables_of_another_shape_are_refused(told: dict[str, object]) -> None:
    with pytest.raises(PolicyInvalid):
        read_policy(told)


def test_brackets_within_brackets_without_end_are_refused() -> None:
    with pytest.raises(PolicyInvalid):
        parse_policy("format = " + "[" * 100_000)


def test_a_document_says_what_it_says() -> None:
    policy = parse_policy(
        SMALL.replace('{ fact = "reason"', '{ fact = "value", at_most = "9.50 USD" },\n    { fact = "reason"')
    )
    first = policy.clauses[0]
    assert first.when[0] == Question("value", "at_most", Money(950, "USD"))
    assert first.when[1] == Question("reason", "is", ("damaged",))
    assert first.window == Window(Anchor.DELIVERY, None, Number(7, "days"))
    assert first.then.refund == Refund(Share.FULL)
    assert policy.fill(first.text) == "Within 7 days."
