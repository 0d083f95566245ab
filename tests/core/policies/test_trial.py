"""What a draft would change is counted exactly, whatever order and parts the cases are counted in."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from amends.core.disputes.reasons import Reason
from amends.core.orders.parts import Parts
from amends.core.policies.answers import Answer
from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.facts import Facts
from amends.core.policies.sample import Sample
from amends.core.policies.trial import DIMENSIONS, Change, Outcome, Tally, change_of, most_back, outcome_of
from tests.core.policies.cases import arrived, cancellation, case
from tests.core.policies.strategies import facts, policies
from tests.makers.policies import STANDARD, draft_document

LENIENT = Program(parse_policy(draft_document(days_after_delivery=10)), version=0)
Case = tuple[Facts, str]
CASES = st.lists(st.tuples(facts, st.sampled_from(["", "Ningbo Glow Ltd", "义乌五金"])), max_size=12)
STRICT = Program(parse_policy(draft_document(days_after_delivery=2, delay_days=90)), version=0)


def tally(cases: Iterable[Case], before: Program = STANDARD, after: Program = STRICT) -> Tally:
    counted = Tally()
    for told, supplier in cases:
        counted.add(before.decide(told), after.decide(told), told, supplier)
    return counted


def merged(parts: Sequence[Tally]) -> Tally:
    def add(whole: Tally, part: Tally) -> Tally:
        whole.merge(part)
        return whole

    return reduce(add, parts, Tally())


def told(one: Tally) -> object:
    """A tally for comparison: the order in which things came up does not count."""
    as_dict = one.as_dict()
    return json.loads(json.dumps({**as_dict, "flows": sorted(as_dict["flows"])}, sort_keys=True))


@given(CASES, CASES, CASES)
def test_parts_merged_in_any_grouping_make_the_tally_of_the_whole(one, two, three):
    whole = told(tally([*one, *two, *three]))
    right = merged([tally(two), tally(three)])
    assert told(merged([merged([tally(one), tally(two)]), tally(three)])) == whole
    assert told(merged([tally(one), right])) == whole
    assert told(merged([tally(three), tally(one), tally(two)])) == whole


@given(CASES, policies())
def test_every_case_is_counted_once_in_the_flows_and_once_in_each_dimension(cases, policy):
    counted = tally(cases, after=Program(policy, version=0))
    assert counted.cases == sum(counted.flows.values()) == len(cases)
    for dimension in DIMENSIONS:
        groups = counted.groups[dimension].values()
        assert sum(group.cases for group in groups) == len(cases)
        assert sum(group.changed for group in groups) == len(cases) - counted.changed(Change.SAME)
        for answer in Answer:
            assert tuple(map(sum, zip((0, 0), *(group.of(answer) for group in groups), strict=True))) == (
                counted.whole.of(answer)
            )


@given(CASES)
def test_the_money_of_each_currency_is_the_exact_sum_of_its_ceilings(cases):
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for one, _ in cases:
        before[one.currency or ""] += most_back(STANDARD.decide(one), one) or 0
        after[one.currency or ""] += most_back(LENIENT.decide(one), one) or 0
    counted = tally(cases, after=LENIENT)
    assert counted.whole.money == {
        currency: [before[currency], after[currency]]
        for currency in counted.whole.money
        if before[currency] or after[currency]
    }
    assert set(+before) | set(+after) == set(counted.whole.money)


@given(CASES)
def test_a_tally_comes_back_from_json(cases):
    counted = tally(cases)
    assert told(Tally.from_dict(json.loads(json.dumps(counted.as_dict())))) == told(counted)


@given(CASES)
def test_a_policy_beside_itself_changes_nothing(cases):
    counted = tally(cases, after=Program(STANDARD.policy, version=0))
    assert counted.changed(Change.SAME) == len(cases)
    assert all(sums[0] == sums[1] for sums in counted.whole.money.values())


def test_an_empty_result_is_an_empty_tally():
    assert Tally.from_dict({}).cases == 0


def change(told: Facts, after: Program, before: Program = STANDARD) -> tuple[Change, Outcome, Outcome]:
    first, second = before.decide(told), after.decide(told)
    return change_of(first, second), outcome_of(first), outcome_of(second)


def test_a_longer_time_after_delivery_turns_a_no_into_a_refund():
    late = arrived(Reason.MISSING_PARTS, days_since_delivery=9)
    assert change(replace(late, detail="parts"), LENIENT)[:2] == (Change.NO_TO_YES, Outcome.TOO_LATE)


def test_a_longer_wait_for_late_parcels_turns_a_refund_into_not_yet():
    assert change(case(Reason.NOT_RECEIVED, days_since_departure=70), STRICT) == (
        Change.YES_TO_NO,
        Outcome.REFUND_OR_RESEND,
        Outcome.TOO_EARLY,
    )


def test_another_percentage_is_another_grant_and_its_setting_s_name_is_none():
    document = draft_document().replace('share = "full"', 'share = "partial", percent = 80')
    fewer = Program(parse_policy(document), version=0)
    assert change(cancellation(), fewer) == (Change.OTHER_GRANT, Outcome.REFUND, Outcome.PART)


def test_who_bears_the_cost_is_no_change_for_the_opener():
    bearing = Program(
        parse_policy(draft_document().replace("liability = { carrier = 100 }", "liability = { platform = 100 }")),
        version=0,
    )
    worn = arrived(Reason.DAMAGED, detail="badly_damaged")
    assert STANDARD.decide(worn).then != bearing.decide(worn).then
    assert change(worn, bearing)[0] is Change.SAME


def test_evidence_that_is_no_longer_wanted_is_a_change_of_its_own():
    bare = arrived(Reason.DAMAGED, detail="badly_damaged", evidence=frozenset())
    needs = STANDARD.decide(bare).missing
    assert needs
    fewer = Program(
        replace(STANDARD.policy, clauses=tuple(replace(clause, needs=()) for clause in STANDARD.policy.clauses)),
        version=0,
    )
    assert change(bare, fewer)[0] is Change.OTHER_EVIDENCE
    counted = tally([(bare, "")], after=fewer)
    assert counted.evidence == {need.name: [1, 0] for need in needs}


def test_a_refund_of_an_unknown_charge_counts_apart_from_the_money():
    counted = tally([(cancellation(parts=None), "")], after=LENIENT)
    assert (counted.whole.money, counted.unvalued) == ({}, [1, 1])


def test_currencies_never_mix():
    cases = [(cancellation(parts=Parts(goods=100)), ""), (cancellation(parts=Parts(goods=7), currency="JPY"), "")]
    assert tally(cases).whole.money == {"USD": [100, 100], "JPY": [7, 7]}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 50)), unique=True), st.integers(1, 5), st.randoms())
def test_a_sample_is_the_same_in_whatever_order_and_parts_its_cases_come(cases, size, chance):
    whole = Sample[str](size)
    for kind, lot in cases:
        whole.add(kind, lot, f"{kind}{lot}")
    chance.shuffle(cases)
    halves = [Sample[str](size), Sample[str](size)]
    for at, (kind, lot) in enumerate(cases):
        halves[at % 2].add(kind, lot, f"{kind}{lot}")
    joined = Sample[str](size)
    for half in halves:
        for kind, lot, one in half.cases():
            joined.add(kind, lot, one)
    assert sorted(joined.cases()) == sorted(whole.cases())
    for kind in "ab":
        lots = sorted(lot for of, lot in cases if of == kind)[:size]
        assert [lot for of, lot, _ in whole.cases() if of == kind] == lots
