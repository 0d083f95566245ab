"""The standard policy on parcels that are late, lost, denied or held up."""

from dataclasses import replace
from datetime import date

import pytest

from amends.core.disputes.reasons import Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Stage, Tracking
from amends.core.orders.words import Alert, Circumstance
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Resend, Share
from amends.core.policies.decide import Because
from amends.core.policies.words import Bearer
from tests.core.policies.cases import (
    LATE,
    SHOWN,
    arrived,
    case,
    counts,
    find,
    granted,
    too_early,
)


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

    def test_with_the_sealed_certificate_it_is_refunded_or_sent_again(self) -> None:
        facts = arrived(Reason.NOT_RECEIVED, evidence=SHOWN | {Purpose.CERTIFICATE})
        assert granted(facts) == ("delivered-but-denied", Share.FULL, Resend.ALL)


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
