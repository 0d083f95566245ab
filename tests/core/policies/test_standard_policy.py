"""The standard policy, case by case of its matrix."""

from dataclasses import replace
from datetime import date

import pytest

from amends.core.disputes.reasons import Detail, Reason
from amends.core.orders.kinds import Kind, Stage
from amends.core.orders.parts import Parts
from amends.core.orders.words import Circumstance, Product
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Resend, Share, Then
from amends.core.policies.decide import Because, Program
from amends.core.policies.document import parse_policy
from amends.core.policies.facts import Facts
from amends.core.policies.review import review
from amends.core.policies.words import Bearer
from amends.core.policies.writing import policy_text
from amends.core.standing.standings import Standing
from amends.usecases.policies.load_standard_policy import standard_document
from tests.core.policies.cases import (
    LATE,
    STANDARD,
    arrived,
    cancellation,
    case,
    counts,
    find,
    granted,
)


def test_it_is_written_in_its_own_form_and_has_nothing_to_object_to() -> None:
    assert policy_text(STANDARD.policy) == standard_document()
    assert review(STANDARD.policy) == []


class TestArrivedDamagedOrWrong:
    """Cases 3 and 4."""

    @pytest.mark.parametrize(
        ("reason", "detail", "clause", "share", "resend"),
        [
            (Reason.DAMAGED, Detail.BADLY_DAMAGED, "badly-damaged", Share.FULL, Resend.ALL),
            (Reason.DAMAGED, Detail.PARTLY_DAMAGED, "partly-damaged", Share.PARTIAL, Resend.ALL),
            (Reason.BAD_QUALITY, Detail.DEFECTIVE, "bad-quality", Share.FULL, Resend.ALL),
            (Reason.BAD_QUALITY, Detail.BADLY_MADE, "bad-quality", Share.FULL, Resend.ALL),
            (Reason.WRONG_PRODUCT, Detail.OTHER_PRODUCT, "wrong-product", Share.FULL, Resend.ALL),
            (Reason.WRONG_PRODUCT, Detail.WRONG_COLOR, "wrong-product", Share.FULL, Resend.ALL),
            (Reason.WRONG_PRODUCT, Detail.WRONG_SIZE, "wrong-size", Share.FULL, Resend.ALL),
            (Reason.MISSING_PARTS, Detail.PARTS, "missing-parts", Share.PARTIAL, Resend.MISSING_PART),
            (Reason.MISSING_PARTS, Detail.ACCESSORIES, "missing-accessories", None, Resend.MISSING_PART),
        ],
        ids=str,
    )
    def test_what_may_be_had_until_7_days_after_delivery(
        self, reason: Reason, detail: Detail, clause: str, share: Share | None, resend: Resend
    ) -> None:
        facts = arrived(reason, detail=detail)
        assert granted(facts) == (clause, share, resend)
        assert granted(replace(facts, days_since_delivery=7))[0] == clause
        late = find(replace(facts, days_since_delivery=8))
        assert counts(late) == ("no", clause)
        assert (late.decision.because, late.closes_on) == (Because.TOO_LATE, date(2026, 11, 19))

    @pytest.mark.parametrize(
        ("reason", "detail", "clause"),
        [
            (Reason.DAMAGED, Detail.PACKAGING_ONLY, "packaging-only"),
            (Reason.DAMAGED, Detail.MINOR_FLAW, "minor-flaw"),
            (Reason.BAD_QUALITY, Detail.MINOR_FLAW, "minor-flaw"),
            (Reason.BAD_QUALITY, Detail.DISLIKED, "not-a-fault"),
            (Reason.BAD_QUALITY, Detail.SMELL, "not-a-fault"),
            (Reason.BAD_QUALITY, Detail.UNLIKE_DESCRIPTION, "not-a-fault"),
            (Reason.WRONG_PRODUCT, Detail.ORDERED_WRONGLY, "not-a-fault"),
        ],
        ids=str,
    )
    def test_what_is_not_accepted(self, reason: Reason, detail: Detail, clause: str) -> None:
        assert counts(find(arrived(reason, detail=detail))) == ("no", clause)

    @pytest.mark.parametrize("reason", [Reason.DAMAGED, Reason.BAD_QUALITY, Reason.WRONG_PRODUCT, Reason.MISSING_PARTS])
    def test_what_is_wrong_but_not_said_is_for_a_person(self, reason: Reason) -> None:
        finding = find(arrived(reason))
        assert (finding.decision.answer, finding.unknown) == (Answer.PERSON, ("detail",))

    def test_a_delivery_that_nobody_knows_the_day_of_is_for_a_person(self) -> None:
        finding = find(arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, days_since_delivery=None))
        assert (finding.decision.answer, finding.unknown) == (Answer.PERSON, ("days_since_delivery",))

    def test_a_partial_refund_is_at_most_half_of_each_part_rounded_down(self) -> None:
        finding = find(arrived(Reason.DAMAGED, detail=Detail.PARTLY_DAMAGED))
        assert finding.ceiling == Parts(goods=1000, shipping=225, tax=50, tax_handling=5)

    def test_the_deadline_after_delivery_is_a_setting(self) -> None:
        document = standard_document().replace("days_after_delivery = 7", "days_after_delivery = 30")
        program = Program(parse_policy(document), version=2)
        facts = arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, days_since_delivery=30)
        assert counts(find(facts, program)) == ("yes", "badly-damaged")
        assert counts(find(replace(facts, days_since_delivery=31), program)) == ("no", "badly-damaged")
        clause = next(one for one in program.policy.clauses if one.id == "badly-damaged")
        assert "within 30\ndays of delivery" in program.policy.fill(clause.text)

    @pytest.mark.parametrize(
        ("reason", "detail"),
        [
            (Reason.BAD_QUALITY, Detail.DEFECTIVE),
            (Reason.WRONG_PRODUCT, Detail.OTHER_PRODUCT),
            (Reason.MISSING_PARTS, Detail.PARTS),
        ],
    )
    def test_service_products_only_with_quality_inspection(self, reason: Reason, detail: Detail) -> None:
        facts = arrived(reason, detail=detail, product=Product.SERVICE_WITHOUT_INSPECTION)
        assert counts(find(facts)) == ("no", "uninspected-service")
        assert find(replace(facts, product=Product.SERVICE_WITH_INSPECTION)).decision.answer is Answer.YES
        assert find(replace(facts, product=None)).decision.answer is Answer.PERSON


class TestCancellation:
    """Case 5."""

    def test_before_the_warehouse_has_begun_everything_comes_back_without_evidence(self) -> None:
        facts = cancellation()
        assert granted(facts) == ("cancellation-in-time", Share.FULL, None)
        assert find(facts).ceiling == facts.parts

    def test_after_the_warehouse_has_begun_never(self) -> None:
        facts = cancellation(stage=Stage.PROCESSING, warehouse_started=True)
        assert counts(find(facts)) == ("no", "cancellation-too-late")

    def test_a_warehouse_of_which_nothing_is_known_is_for_a_person(self) -> None:
        finding = find(cancellation(stage=Stage.PROCESSING, warehouse_started=None))
        assert (finding.decision.answer, finding.unknown) == (Answer.PERSON, ("warehouse_started",))

    @pytest.mark.parametrize(
        "changes",
        [{"product": Product.PRINT_ON_DEMAND}, {"product": Product.VIDEO}, {"kind": Kind.PREORDER}],
        ids=["print on demand", "video", "preorder"],
    )
    @pytest.mark.parametrize("started", [True, False, None])
    def test_made_to_order_never_after_payment(self, changes: dict[str, object], started: bool | None) -> None:
        assert counts(find(cancellation(**changes, warehouse_started=started))) == ("no", "made-to-order")

    @pytest.mark.parametrize("changes", [{}, {"warehouse_started": True}, {"product": Product.PRINT_ON_DEMAND}])
    def test_goods_that_cannot_be_supplied_are_refunded(self, changes: dict[str, object]) -> None:
        facts = cancellation(**changes, circumstances=frozenset({Circumstance.OUT_OF_STOCK}))
        assert granted(facts) == ("out-of-stock", Share.FULL, None)


class TestReturns:
    """Returned orders."""

    def test_an_agreed_return_until_10_days_after_the_warehouse_signed(self) -> None:
        facts = arrived(Reason.ORDER_RETURNED, Circumstance.RETURN_AGREED, days_since_signing=10)
        assert granted(facts) == ("return-agreed", Share.FULL, None)
        assert find(facts).decision.then == Then(
            Answer.YES,
            find(facts).decision.then.refund,
            return_paid_by=Bearer.MERCHANT,  # type: ignore[union-attr]
        )
        late = find(replace(facts, days_since_signing=11))
        assert (counts(late), late.closes_on) == (("no", "return-agreed"), date(2026, 11, 19))

    def test_an_agreed_return_that_nobody_signed_for_is_for_a_person(self) -> None:
        finding = find(arrived(Reason.ORDER_RETURNED, Circumstance.RETURN_AGREED))
        assert (finding.decision.answer, finding.unknown) == (Answer.PERSON, ("days_since_signing",))

    def test_a_return_that_was_not_agreed_is_for_a_person(self) -> None:
        assert counts(find(arrived(Reason.ORDER_RETURNED, days_since_signing=2))) == ("person", "return-not-agreed")

    def test_goods_of_up_to_10_dollars_stay_with_the_buyer(self) -> None:
        facts = arrived(Reason.ORDER_RETURNED, parts=Parts(goods=700, shipping=300))
        assert granted(facts) == ("return-not-worthwhile", Share.PARTIAL, None)
        dearer = replace(facts, parts=Parts(goods=701, shipping=300))
        assert counts(find(dearer)) == ("person", "return-not-agreed")
        euros = find(replace(facts, currency="EUR"))
        assert (euros.decision.because, euros.unknown) == (Because.UNKNOWN, ("value",))

    def test_used_or_opened_goods_stay_with_the_buyer(self) -> None:
        facts = arrived(Reason.ORDER_RETURNED, Circumstance.GOODS_OPENED)
        assert granted(facts) == ("return-not-worthwhile", Share.PARTIAL, None)

    def test_nothing_is_owed_for_what_is_lost_on_the_way_back(self) -> None:
        facts = case(Reason.ORDER_RETURNED, Circumstance.RETURN_AGREED, Circumstance.LOST_ON_RETURN)
        assert counts(find(facts)) == ("no", "lost-on-return")


class TestAccountsAndOtherClaims:
    """What stands above every case."""

    @pytest.mark.parametrize("reason", Reason)
    def test_money_claimed_elsewhere_is_not_paid_twice(self, reason: Reason) -> None:
        assert counts(find(case(reason, Circumstance.CLAIMED_ELSEWHERE))) == ("no", "claimed-elsewhere")

    @pytest.mark.parametrize("reason", Reason)
    def test_a_blocked_account_gets_nothing(self, reason: Reason) -> None:
        assert counts(find(case(reason, standing=Standing.BLOCKED))) == ("no", "account-blocked")

    @pytest.mark.parametrize("standing", [Standing.WARNED, Standing.RESTRICTED])
    def test_a_warned_or_restricted_account_is_treated_like_any_other(self, standing: Standing) -> None:
        assert granted(cancellation(standing=standing))[0] == "cancellation-in-time"

    @pytest.mark.parametrize("reason", [*LATE, Reason.DAMAGED])
    def test_force_majeure(self, reason: Reason) -> None:
        facts = case(reason, Circumstance.FORCE_MAJEURE, days_since_departure=200)
        assert counts(find(facts)) == ("no", "force-majeure")


class TestEvidence:
    """What has to be shown."""

    @pytest.mark.parametrize(
        ("facts", "names"),
        [
            (cancellation(), ""),
            (case(Reason.DELAYED, days_since_departure=60), "complaint"),
            (case(Reason.NOT_RECEIVED, days_since_departure=60), "complaint"),
            (arrived(Reason.NOT_RECEIVED), "complaint certificate"),
            (arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED), "complaint product parcel"),
            (arrived(Reason.BAD_QUALITY, detail=Detail.DEFECTIVE), "complaint product"),
            (arrived(Reason.WRONG_PRODUCT, detail=Detail.WRONG_SIZE), "complaint measured"),
            (arrived(Reason.MISSING_PARTS, detail=Detail.PARTS), "complaint product"),
            (arrived(Reason.ORDER_RETURNED), "parcel"),
        ],
        ids=lambda told: f"{told.reason}, {told.tracking}" if isinstance(told, Facts) else "",
    )
    @pytest.mark.parametrize("kind", [Kind.STORE, Kind.SAMPLE, Kind.WHOLESALE])
    def test_each_reason_wants_its_pictures_and_only_a_shops_buyer_complains(
        self, facts: Facts, names: str, kind: Kind
    ) -> None:
        missing = find(replace(facts, kind=kind, evidence=frozenset())).decision.missing
        wanted = names.split() if kind is Kind.STORE else [name for name in names.split() if name != "complaint"]
        assert [need.name for need in missing] == wanted

    def test_the_person_who_looks_gets_what_every_possible_outcome_needs(self) -> None:
        finding = find(case(Reason.NOT_RECEIVED, tracking=None, days_since_departure=60, evidence=frozenset()))
        assert finding.decision.answer is Answer.PERSON
        assert [need.name for need in finding.decision.missing] == ["complaint"]
