"""The policy read out for people says what the program applies."""

from amends.core.policies.read_out import read_out
from tests.makers.policies import STANDARD

POLICY = STANDARD.policy
TOLD = {one.clause.id: one for one in read_out(POLICY)}


def words(sentences) -> list[str]:
    return [sentence.words() for sentence in sentences]


def test_every_clause_is_read_out_once_the_highest_precedence_first() -> None:
    assert sorted(TOLD) == sorted(clause.id for clause in POLICY.clauses)
    precedences = [one.clause.precedence for one in read_out(POLICY)]
    assert precedences == sorted(precedences, reverse=True)


def test_the_texts_are_the_policys_own_with_its_settings_filled_in() -> None:
    assert all(one.text == POLICY.fill(one.clause.text) and "{" not in one.text for one in TOLD.values())
    assert TOLD["delayed-usa"].text == (
        "Parcels to the USA can be disputed as late or lost 45 days after they left the warehouse."
    )


def test_a_clause_says_when_it_applies_what_it_brings_and_what_must_be_shown() -> None:
    told = TOLD["delayed-usa"]
    assert words(told.when) == ["reason: one of: Delayed, Not received", "destination: US"]
    assert told.window and told.window.words() == "from day 45 after the parcel's departure"
    assert told.then.words() == "a full refund, or the same goods again"
    assert words(told.bears) == ["the carrier"]
    assert words(TOLD["cancellation-in-time"].bears) == ["the platform"]
    assert words(TOLD["cancellation-too-late"].bears) == []
    (need,) = told.needs
    assert need.text == "a screenshot of the buyer's complaint, with the buyer's e-mail address, date and text visible"
    assert words(need.when) == ["kind of order: store order", "stage of the order: one of: dispatched, completed"]
