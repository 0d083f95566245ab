"""From when and until when an order's claims may be opened."""

from datetime import UTC, date, datetime

from amends.core.disputes.reasons import Reason
from amends.core.orders.kinds import Stage, Tracking
from amends.core.policies.timing import Timing, timings
from tests.makers.facts import line_facts, order_facts
from tests.makers.policies import JUDGE

SENT = datetime(2026, 11, 3, 12, tzinfo=UTC)
GOODS = (Reason.DAMAGED, Reason.BAD_QUALITY, Reason.WRONG_PRODUCT, Reason.MISSING_PARTS)


def test_a_parcel_on_its_way_may_be_late_from_a_day_on() -> None:
    order = order_facts(dispatched_at=SENT, country="DE", shipping_method="Express")
    assert timings(JUDGE, order, [line_facts()]) == [
        Timing((Reason.DELAYED, Reason.NOT_RECEIVED), date(2027, 1, 2), None)
    ]
    usa = order_facts(dispatched_at=SENT, country="US", shipping_method="Express")
    assert [one.opens_on for one in timings(JUDGE, usa, [line_facts()])] == [date(2026, 12, 18)]


def test_what_arrived_can_be_complained_of_until_a_day() -> None:
    order = order_facts(
        stage=Stage.COMPLETED,
        tracking=Tracking.DELIVERED,
        dispatched_at=SENT,
        delivered_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    assert timings(JUDGE, order, [line_facts()]) == [Timing(GOODS, None, date(2026, 11, 27))]


def test_a_day_that_is_over_or_not_known_is_not_told() -> None:
    late = order_facts(stage=Stage.COMPLETED, dispatched_at=SENT, delivered_at=datetime(2026, 11, 10, tzinfo=UTC))
    assert GOODS not in [one.reasons for one in timings(JUDGE, late, [line_facts()])]
    assert timings(JUDGE, order_facts(), [line_facts()]) == []


def test_an_order_that_was_not_sent_has_no_days() -> None:
    pending = order_facts(stage=Stage.PENDING, warehouse_started_at=None, dispatched_at=None)
    assert timings(JUDGE, pending, [line_facts()]) == []


def test_where_nothing_is_left_nothing_is_told() -> None:
    order = order_facts(dispatched_at=SENT, country="DE", shipping_method="Express")
    assert timings(JUDGE, order, [line_facts(resolved=3)]) == []
