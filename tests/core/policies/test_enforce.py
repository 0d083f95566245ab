"""What the policy lets a merchant ask for, and the words with which it refuses."""

import pytest

from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.evidence.purposes import EvidenceMissing
from amends.core.orders.parts import Parts
from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.enforce import (
    FindingChanged,
    PolicyRefuses,
    WishNotGranted,
    check_evidence,
    check_granted,
    check_shown,
    most,
)
from amends.usecases.policies.load_standard_policy import standard_document
from tests.core.policies.cases import arrived, cancellation, case, find

WHOLE = Parts(2000, 450, 101, 10)


def test_too_early_says_from_when() -> None:
    with pytest.raises(PolicyRefuses) as refused:
        check_granted(find(case(Reason.DELAYED)), Wish.RESEND)
    assert refused.value.words() == (
        "“Late or lost” applies, but not yet: a dispute may be opened from 30 Nov 2026. "
        "The days are counted from 1 Oct 2026, the day of the parcel's departure."
    )
    assert {name: refused.value.facts[name] for name in ("clause", "because", "version", "opens_on", "closes_on")} == {
        "clause": "delayed",
        "because": "too_early",
        "version": 1,
        "opens_on": "2026-11-30",
        "closes_on": None,
    }


def test_too_late_says_until_when() -> None:
    with pytest.raises(PolicyRefuses) as refused:
        check_granted(
            find(arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, days_since_delivery=8)), Wish.REFUND_WALLET
        )
    assert (refused.value.facts["because"], refused.value.facts["closes_on"]) == ("too_late", "2026-11-19")


def test_what_is_excluded_is_refused_by_its_clause() -> None:
    with pytest.raises(PolicyRefuses, match="“Minor flaws” applies: nothing can be granted"):
        check_granted(find(arrived(Reason.DAMAGED, detail=Detail.MINOR_FLAW)), Wish.REFUND_WALLET)


def test_a_clause_that_grants_a_refund_only_sends_nothing_again() -> None:
    finding = find(cancellation())
    check_granted(finding, Wish.REFUND_WALLET)
    check_granted(finding, Wish.REFUND_ORIGINAL)
    with pytest.raises(WishNotGranted) as refused:
        check_granted(finding, Wish.RESEND)
    assert refused.value.words() == (
        "“Cancellation before the warehouse has begun” grants a full refund, not what you chose."
    )


def test_a_clause_that_sends_something_again_pays_nothing() -> None:
    finding = find(arrived(Reason.MISSING_PARTS, detail=Detail.ACCESSORIES))
    check_granted(finding, Wish.RESEND)
    with pytest.raises(WishNotGranted, match="grants the missing part, not what you chose"):
        check_granted(finding, Wish.REFUND_WALLET)


@pytest.mark.parametrize("wish", Wish)
def test_a_case_for_a_person_is_refused_nothing(wish: Wish) -> None:
    finding = find(arrived(Reason.DAMAGED))
    check_granted(finding, wish)
    assert most(finding, WHOLE) == WHOLE


def test_a_partial_refund_is_the_most_that_may_be_asked() -> None:
    finding = find(arrived(Reason.DAMAGED, detail=Detail.PARTLY_DAMAGED))
    assert most(finding, WHOLE) == Parts(1000, 225, 50, 5)


def test_missing_evidence_is_named() -> None:
    finding = find(arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, evidence=frozenset()))
    with pytest.raises(EvidenceMissing) as refused:
        check_evidence(finding)
    assert refused.value.words() == (
        "Still missing: a screenshot of the buyer's complaint, with the buyer's e-mail address, date and text visible; "
        "pictures of the product, or a video where pictures cannot show it; "
        "pictures of the parcel with its shipping label."
    )


def test_a_finding_that_changed_meanwhile_is_not_the_one_that_was_shown() -> None:
    shown = find(arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED))
    check_shown(shown, shown.digest)
    with pytest.raises(FindingChanged):
        check_shown(find(arrived(Reason.DAMAGED, detail=Detail.PARTLY_DAMAGED)), shown.digest)


def test_a_day_that_passes_changes_no_finding() -> None:
    early, later = (find(case(Reason.DELAYED, days_since_departure=days)) for days in (60, 61))
    assert early.decision == later.decision
    assert find(cancellation(days_since_payment=1)).digest == find(cancellation(days_since_payment=2)).digest


def test_a_setting_named_in_a_need_is_told_as_its_number() -> None:
    document = standard_document().replace(
        "pictures of the parcel with its shipping label",
        "pictures of the parcel, {days_after_delivery} days old at most",
    )
    facts = arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, evidence=frozenset())
    missing = Program(parse_policy(document), version=1).decide(facts).missing
    assert missing[-1].text == "pictures of the parcel, 7 days old at most"
