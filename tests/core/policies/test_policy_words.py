"""What people read: a finding in plain words, and the difference between two versions."""

from dataclasses import replace

import pytest

from amends.core.disputes.reasons import Detail, Reason
from amends.core.orders.kinds import Stage
from amends.core.orders.words import Circumstance
from amends.core.policies.decide import Program
from amends.core.policies.diff import changes, tell_change
from amends.core.policies.document import parse_policy
from amends.core.policies.facts import Facts
from amends.core.policies.tell import tell_considered, tell_finding
from amends.usecases.policies.load_standard_policy import standard_document
from tests.core.policies.cases import STANDARD, arrived, cancellation, case, find
from tests.core.policies.documents import DAMAGED, GERMAN, SMALL, clause


def told(facts: Facts) -> list[str]:
    return [sentence.words() for sentence in tell_finding(find(facts))]


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        (
            case(Reason.DELAYED, days_since_departure=47),
            [
                "“Late or lost” applies, but not yet: a dispute may be opened from 3 Dec 2026.",
                "The days are counted from 4 Oct 2026, the day of the parcel's departure.",
            ],
        ),
        (
            case(Reason.DELAYED, days_since_departure=40, country=None),
            [
                "Not yet: a dispute may be opened from 25 Nov 2026 at the earliest.",
                "The days are counted from 11 Oct 2026, the day of the parcel's departure.",
            ],
        ),
        (
            arrived(Reason.DAMAGED, detail=Detail.PARTLY_DAMAGED, evidence=frozenset()),
            [
                "“Partly damaged” applies: a refund of up to 50% (12.80 USD at most), or the same goods again.",
                "A dispute may be opened until 24 Nov 2026.",
                "Still missing: a screenshot of the buyer's complaint, with the buyer's e-mail address, date and text "
                "visible; pictures of the product, or a video where pictures cannot show it; pictures of the parcel "
                "with its shipping label.",
            ],
        ),
        (
            arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, days_since_delivery=8),
            [
                "“Badly damaged” applies, but no longer: a dispute could be opened until 19 Nov 2026.",
                "The days are counted from 12 Nov 2026, the day of delivery.",
            ],
        ),
        (
            arrived(Reason.ORDER_RETURNED, Circumstance.RETURN_AGREED, days_since_signing=1),
            [
                "“Agreed return” applies: a full refund (25.61 USD at most), once the goods came back (paid by the "
                "merchant).",
                "A dispute may be opened until 29 Nov 2026.",
            ],
        ),
        (
            cancellation(stage=Stage.PROCESSING, warehouse_started=True),
            ["“Cancellation after the warehouse has begun” applies: nothing can be granted."],
        ),
        (
            cancellation(warehouse_started=None),
            ["A person looks at the case, because this is not known: the warehouse has begun."],
        ),
        (
            arrived(Reason.ORDER_RETURNED),
            ["“Return without agreement” applies: a person looks at the case."],
        ),
    ],
    ids=["early", "early at best", "yes, missing", "late", "return", "no", "unknown", "person"],
)
def test_a_finding_in_plain_words(facts: Facts, sentences: list[str]) -> None:
    assert told(facts) == sentences


def test_why_a_clause_counts_and_another_does_not() -> None:
    finding = find(case(Reason.DELAYED, days_since_departure=47, method=None))
    said = {one.clause.id: [s.words() for s in tell_considered(one)] for one in finding.considered}
    assert said["delayed-usa"] == [
        "reason: Delayed.",
        "destination: DE; wanted is US.",
        "The day lies in the window: from day 45 after the parcel's departure.",
    ]
    assert said["delayed-liquid-line"] == [
        "reason: Delayed.",
        "shipping method: not known; wanted is one of: CJPacket Liquid Line.",
        "The window has not opened yet: from day 100 after the parcel's departure.",
    ]


def test_sentences_are_put_into_the_readers_language_and_dates() -> None:
    (sentence, *_) = tell_finding(find(case(Reason.DELAYED, days_since_departure=47)))
    words = sentence.words(lambda template: template.replace("but not yet", "noch nicht"), lambda value: f"<{value}>")
    assert words == "“<Late or lost>” applies, noch nicht: a dispute may be opened from <2026-12-03>."


def test_every_clause_can_be_put_into_words() -> None:
    empty = parse_policy(SMALL)
    for change in changes(STANDARD.policy, empty) + changes(empty, STANDARD.policy):
        assert tell_change(change).words()


def test_a_changed_setting_shows_where_it_works() -> None:
    after = parse_policy(standard_document().replace("delay_days_usa = 45", "delay_days_usa = 40"))
    assert [tell_change(change).words() for change in changes(STANDARD.policy, after)] == [
        "“delay days usa”: value was 45, now 40.",
        "“Late or lost on the way to the USA”: text was “Parcels to the USA can be disputed as late or lost 45 days "
        "after they left the warehouse.”, now “Parcels to the USA can be disputed as late or lost 40 days after they "
        "left the warehouse.”.",
        "“Late or lost on the way to the USA”: window was from day 45 after the parcel's departure, now from day 40 "
        "after the parcel's departure.",
    ]


def test_what_is_new_gone_and_changed() -> None:
    before = parse_policy(SMALL + clause("old", DAMAGED, GERMAN, precedence=11))
    more = clause("new", DAMAGED, GERMAN, precedence=11)
    after = parse_policy(SMALL.replace('window = { since = "delivery", to_day = "days" }\n', "") + more)
    assert [tell_change(change).words() for change in changes(before, after)] == [
        "“First”: window was up to day 7 after delivery; now there is none.",
        "“New” is new.",
        "“Old” is gone.",
    ]
    assert changes(before, before) == []


def test_the_order_of_clauses_is_no_difference() -> None:
    policy = STANDARD.policy
    assert changes(policy, replace(policy, clauses=policy.clauses[::-1])) == []


def test_the_order_of_clauses_decides_nothing() -> None:
    policy = STANDARD.policy
    turned = Program(replace(policy, clauses=policy.clauses[::-1]), version=1)
    for facts in (
        arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED),
        case(Reason.DELAYED, country="US"),
        cancellation(),
    ):
        assert turned.decide(facts) == STANDARD.decide(facts)
