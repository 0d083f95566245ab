"""When a decision departs from the policy's finding, and that nobody departs without saying why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.decisions.award import Outcome
from amends.core.decisions.departing import (
    DEPART_TITLES,
    DEPARTURE_TITLES,
    Departing,
    DepartReason,
    Departure,
    DepartureUnexplained,
    check_departing,
    departure,
)
from amends.core.disputes.reasons import Detail, Reason
from amends.core.policies.explain import Finding
from tests.core.policies.cases import arrived, cancellation, case, find

FULL = find(arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED))
HALF = find(arrived(Reason.DAMAGED, detail=Detail.PARTLY_DAMAGED))
REFUND_ONLY = find(cancellation())
RESEND_ONLY = find(arrived(Reason.MISSING_PARTS, detail=Detail.ACCESSORIES))
REFUSED = find(arrived(Reason.DAMAGED, detail=Detail.MINOR_FLAW))
PERSONS = find(arrived(Reason.DAMAGED))
UNSHOWN = find(arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, evidence=frozenset()))
UNCHARGED = find(case(Reason.DELAYED, days_since_departure=60, parts=None))
"""The full claim comes to 2561, half of it to 1280."""

D, O = Departure, Outcome  # noqa: E741 - the table reads as a table


@pytest.mark.parametrize(
    ("finding", "outcome", "amount", "asked", "found"),
    [
        (FULL, O.REFUND_WALLET, 2561, 2561, None),
        (FULL, O.REFUND_ORIGINAL, 2561, 2561, None),
        (FULL, O.REFUND_WALLET, 500, 500, None),
        (FULL, O.REFUND_WALLET, 499, 500, D.LESS_THAN_GRANTED),
        (FULL, O.REFUND_WALLET, 2560, 0, D.LESS_THAN_GRANTED),
        (FULL, O.REFUND_WALLET, 2562, 2562, D.MORE_THAN_GRANTED),
        (FULL, O.RESEND, 0, 2561, None),
        (FULL, O.REJECT, 0, 2561, D.REFUSED_THOUGH_GRANTED),
        (UNSHOWN, O.REJECT, 0, 2561, None),
        (HALF, O.REFUND_WALLET, 1280, 2561, None),
        (HALF, O.REFUND_WALLET, 1, 2561, None),
        (HALF, O.REFUND_WALLET, 1281, 2561, D.MORE_THAN_GRANTED),
        (REFUND_ONLY, O.RESEND, 0, 2561, D.OTHER_THAN_GRANTED),
        (RESEND_ONLY, O.REFUND_WALLET, 1, 0, D.OTHER_THAN_GRANTED),
        (RESEND_ONLY, O.RESEND, 0, 0, None),
        (REFUSED, O.REJECT, 0, 2561, None),
        (REFUSED, O.REFUND_WALLET, 1, 2561, D.GRANTED_THOUGH_REFUSED),
        (REFUSED, O.RESEND, 0, 0, D.GRANTED_THOUGH_REFUSED),
        (UNCHARGED, O.RESEND, 0, 0, None),
        (UNCHARGED, O.REFUND_WALLET, 10**9, 0, None),
    ],
)
def test_in_what_it_departs(finding: Finding, outcome: Outcome, amount: int, asked: int, found: Departure | None):
    assert departure(finding, outcome, amount=amount, asked=asked) is found


@given(st.sampled_from(Outcome), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_persons_case_is_theirs_to_decide(outcome: Outcome, amount: int, asked: int):
    assert departure(PERSONS, outcome, amount=amount, asked=asked) is None


def test_without_a_departure_nothing_has_to_be_explained():
    assert check_departing(None, Departing(DepartReason.GOODWILL, "A gift.")) is None


@pytest.mark.parametrize("said", [None, Departing(DepartReason.GOODWILL, " \n")])
@pytest.mark.parametrize("found", Departure)
def test_a_departure_is_explained_or_refused(found: Departure, said: Departing | None):
    with pytest.raises(DepartureUnexplained) as refused:
        check_departing(found, said)
    assert refused.value.words() == f"This {DEPARTURE_TITLES[found]}. Say why: choose a reason and add a few words."
    why = Departing(DepartReason.OUR_MISTAKE, "We packed it badly.")
    assert check_departing(found, why) is why


def test_every_reason_has_its_words():
    assert set(DEPART_TITLES) == set(DepartReason)
    assert set(DEPARTURE_TITLES) == set(Departure)
