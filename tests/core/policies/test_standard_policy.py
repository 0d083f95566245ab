"""The standard policy, case by case of its matrix."""

from dataclasses import replace
from datetime import date

import pytest

from amends.core.disputes.reasons import Reason
from amends.core.evidence.requirements import Purpose, requirements
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.parts import Parts
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Resend, Share, Then
from amends.core.policies.decide import Because, Program
from amends.core.policies.document import parse_policy
from amends.core.policies.explain import Finding
from amends.core.policies.facts import Facts
from amends.core.policies.review import review
from amends.core.policies.words import Alert, Bearer, Circumstance, Detail, Product, Standing
from amends.core.policies.writing import policy_text
from amends.usecases.policies.load_standard_policy import standard_document
from tests.core.policies.cases import SHOWN, STANDARD, arrived, cancellation, case, find

LATE = (Reason.DELAYED, Reason.NOT_RECEIVED)


def counts(finding: Finding) -> tuple[str, str | None]:
    """The answer and the clause that counts."""
    decision = finding.decision
    return decision.answer.value, decision.clause.id if decision.clause else None


def granted(facts: Facts) -> tuple[str | None, Share | None, Resend | None]:
    """The clause, the share of a refund and the resend that a case is granted, with nothing missing."""
    decision = find(facts).decision
    assert (decision.answer, decision.missing) == (Answer.YES, ())
    assert decision.clause and decision.then
    refund = decision.then.refund
    return decision.clause.id, refund.share if refund else None, decision.then.resend


def too_early(facts: Facts) -> tuple[str, date | None]:
    """The clause whose window has not opened yet, and from when it is open."""
    finding = find(facts)
    assert finding.decision.because is Because.TOO_EARLY and finding.decision.answer is Answer.NO
    assert finding.decision.clause
    return finding.decision.clause.id, finding.opens_on


def test_it_is_written_in_its_own_form_and_has_nothing_to_object_to() -> None:
    assert policy_text(STANDARD.policy) == standard_document()
    assert review(STANDARD.policy) == []


class TestLateOrLost:
    """Cases 1 and 2, and the delay windows."""

    @pytest.mark.parametrize("reason", LATE)
    @pytest.mark.parametrize("tracking", [Tracking.NONE, Tracking.IN_TRANSIT, Tracking.EXPIRED])
    def test_by_default_from_60_days_after_departure(self, reason: Reason, tracking: Tracking) -> None:
        facts = case(reason, tracking=tracking)
        assert too_early(replace(facts, days_since_departure=59)) == ("delayed", date(2026, 11, 21))
        assert granted(replace(facts, days_since_departure=60)) == ("delayed", Share.FULL, Resend.ALL)

    @pytest.mark.parametrize("reason", LATE)
    def test_to_the_usa_from_45_days(self, reason: Reason) -> None:
        facts = case(reason, country="US")
        assert too_early(replace(facts, days_since_departure=44)) == ("delayed-usa", date(2026, 11, 21))
        assert granted(replace(facts, days_since_departure=45)) == ("delayed-usa", Share.FULL, Resend.ALL)

    @pytest.mark.parametrize("reason", LATE)
    def test_to_brazil_from_110_days(self, reason: Reason) -> None:
        facts = case(reason, country="BR")
        assert too_early(replace(facts, days_since_departure=109)) == ("delayed-brazil", date(2026, 11, 21))
        assert granted(replace(facts, days_since_departure=110)) == ("delayed-brazil", Share.FULL, Resend.ALL)

    @pytest.mark.parametrize("country", ["DE", "US", "BR", "IL"])
    def test_by_liquid_line_from_100_days_in_every_country(self, country: str) -> None:
        facts = case(Reason.DELAYED, country=country, method="  cjpacket liquid LINE")
        assert too_early(replace(facts, days_since_departure=99)) == ("delayed-liquid-line", date(2026, 11, 21))
        assert granted(replace(facts, days_since_departure=100))[0] == "delayed-liquid-line"

    def test_in_israel_the_post_office_is_asked_before_a_person_looks(self) -> None:
        facts = case(Reason.DELAYED, country="IL")
        assert too_early(facts) == ("delayed-israel", date(2026, 11, 30))
        assert counts(find(replace(facts, days_since_departure=60))) == ("person", "delayed-israel")

    @pytest.mark.parametrize("unknown", ["country", "method", "tracking", "trackable", "days_since_departure"])
    def test_what_is_not_known_after_50_days_is_never_a_reason_to_refuse(self, unknown: str) -> None:
        finding = find(replace(case(Reason.DELAYED, country="US"), **{unknown: None}))
        assert (finding.decision.answer, finding.decision.because) == (Answer.PERSON, Because.UNKNOWN)
        assert unknown in finding.unknown

    def test_whatever_the_country_40_days_are_too_early(self) -> None:
        finding = find(case(Reason.DELAYED, country=None, days_since_departure=40))
        assert (finding.decision.because, finding.opens_on) == (Because.TOO_EARLY, date(2026, 11, 25))

    def test_late_while_still_with_us_is_for_a_person(self) -> None:
        facts = case(Reason.DELAYED, stage=Stage.PROCESSING, tracking=Tracking.NONE, days_since_departure=None)
        assert counts(find(facts)) == ("person", "not-sent-yet")

    def test_late_but_delivered_is_not_late(self) -> None:
        assert counts(find(arrived(Reason.DELAYED))) == ("no", "arrived")

    @pytest.mark.parametrize("reason", LATE)
    def test_an_untrackable_method_or_country_is_excluded(self, reason: Reason) -> None:
        assert counts(find(case(reason, trackable=False, days_since_departure=200))) == ("no", "untrackable")

    @pytest.mark.parametrize("reason", LATE)
    def test_tracking_that_the_carrier_deleted_is_excluded(self, reason: Reason) -> None:
        facts = case(reason, Circumstance.TRACKING_DELETED, days_since_departure=200)
        assert counts(find(facts)) == ("no", "tracking-deleted")

    @pytest.mark.parametrize("reason", LATE)
    def test_an_address_given_wrongly_is_excluded(self, reason: Reason) -> None:
        facts = case(reason, Circumstance.ADDRESS_GIVEN_WRONGLY, days_since_departure=200)
        assert counts(find(facts)) == ("no", "address-given-wrongly")

    def test_the_carrier_bears_the_cost(self) -> None:
        then = find(case(Reason.DELAYED, days_since_departure=60)).decision.then
        assert then and then.liability == ((Bearer.CARRIER, 100),)


class TestDeliveredButDenied:
    """Case 2a."""

    def test_without_the_sealed_certificate_it_is_not_opened(self) -> None:
        finding = find(arrived(Reason.NOT_RECEIVED))
        assert counts(finding) == ("yes", "delivered-but-denied")
        assert [need.name for need in finding.decision.missing] == ["certificate"]
        assert not finding.may_open

    def test_with_the_sealed_certificate_it_is_refunded_or_sent_again(self) -> None:
        facts = arrived(Reason.NOT_RECEIVED, evidence=SHOWN | {Purpose.CERTIFICATE})
        assert granted(facts) == ("delivered-but-denied", Share.FULL, Resend.ALL)
        assert find(facts).may_open


class TestAlerts:
    """Case 2b."""

    @pytest.mark.parametrize("reason", LATE)
    @pytest.mark.parametrize("alert", [alert for alert in Alert if alert is not Alert.WAITING_FOR_PICKUP])
    @pytest.mark.parametrize("tracking", [Tracking.ALERT, Tracking.RETURNED])
    def test_returned_or_destroyed_after_an_alert(self, reason: Reason, alert: Alert, tracking: Tracking) -> None:
        facts = case(reason, tracking=tracking, alert=alert, days_since_departure=200)
        assert counts(find(facts)) == ("no", "undeliverable")

    def test_an_alert_that_nobody_knows_is_for_a_person(self) -> None:
        finding = find(case(Reason.NOT_RECEIVED, tracking=Tracking.ALERT, days_since_departure=200))
        assert (finding.decision.answer, finding.unknown) == (Answer.PERSON, ("alert",))

    def test_a_parcel_waiting_to_be_picked_up_is_for_a_person(self) -> None:
        facts = case(Reason.NOT_RECEIVED, tracking=Tracking.ALERT, alert=Alert.WAITING_FOR_PICKUP)
        assert counts(find(facts)) == ("person", "waiting-for-pickup")


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

    def test_a_watched_account_is_treated_like_any_other(self) -> None:
        assert granted(cancellation(standing=Standing.WATCHED))[0] == "cancellation-in-time"

    @pytest.mark.parametrize("reason", [*LATE, Reason.DAMAGED])
    def test_force_majeure(self, reason: Reason) -> None:
        facts = case(reason, Circumstance.FORCE_MAJEURE, days_since_departure=200)
        assert counts(find(facts)) == ("no", "force-majeure")


class TestEvidence:
    """What has to be shown."""

    @pytest.mark.parametrize(
        "facts",
        [
            cancellation(),
            case(Reason.DELAYED, days_since_departure=60),
            case(Reason.NOT_RECEIVED, days_since_departure=60),
            arrived(Reason.NOT_RECEIVED),
            arrived(Reason.DAMAGED, detail=Detail.BADLY_DAMAGED),
            arrived(Reason.BAD_QUALITY, detail=Detail.DEFECTIVE),
            arrived(Reason.WRONG_PRODUCT, detail=Detail.WRONG_SIZE),
            arrived(Reason.MISSING_PARTS, detail=Detail.PARTS),
            arrived(Reason.ORDER_RETURNED),
        ],
        ids=lambda facts: f"{facts.reason}, {facts.tracking}",
    )
    @pytest.mark.parametrize("kind", [Kind.STORE, Kind.SAMPLE, Kind.WHOLESALE])
    def test_it_is_what_the_table_of_requirements_asks_for(self, facts: Facts, kind: Kind) -> None:
        assert facts.reason and facts.stage and facts.tracking
        missing = find(replace(facts, kind=kind, evidence=frozenset())).decision.missing
        required = requirements(facts.reason, kind=kind, stage=facts.stage, tracking=facts.tracking)
        assert [need.any_of for need in missing] == [(one.purpose,) for one in required]

    def test_the_person_who_looks_gets_what_every_possible_outcome_needs(self) -> None:
        finding = find(case(Reason.NOT_RECEIVED, tracking=None, days_since_departure=60, evidence=frozenset()))
        assert finding.decision.answer is Answer.PERSON
        assert [need.name for need in finding.decision.missing] == ["complaint"]
