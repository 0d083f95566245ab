"""From an order to the facts of a case: what is told is known, what nobody told is not, and nothing is guessed."""

from datetime import UTC, date, datetime

import pytest

from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.parts import Parts
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.policies.facts import Facts
from amends.core.policies.judge import Judge, Untrackable
from amends.core.standing.standings import Standing
from tests.makers.facts import line_facts, order_facts
from tests.makers.policies import STANDARD

TODAY = date(2026, 11, 23)
JUDGE = Judge(STANDARD, TODAY, Untrackable.read("Slow Boat; Post Air@BR"))


def facts(claimed: int = 2, products: tuple[Product, ...] = (Product.NORMAL,), **order: object) -> Facts:
    pairs = [(line_facts(at, product=product), claimed) for at, product in enumerate(products, start=1)]
    return JUDGE.facts(
        order_facts(**order),
        pairs,
        reason=Reason.DAMAGED,
        detail=Detail.BADLY_DAMAGED,
        ceiling=Parts(666, 67),
        evidence=[Purpose.PARCEL],
    )


def test_everything_that_is_told_is_a_fact() -> None:
    told = facts(
        stage=Stage.COMPLETED,
        tracking=Tracking.ALERT,
        alert=Alert.REFUSED,
        country="DE",
        shipping_method="Slow Boat",
        paid_at=datetime(2026, 11, 1, 23, 59, tzinfo=UTC),
        dispatched_at=datetime(2026, 11, 3, 0, 1, tzinfo=UTC),
        delivered_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        return_signed_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        circumstances=frozenset({Circumstance.GOODS_OPENED}),
    )
    assert told == Facts(
        reason=Reason.DAMAGED,
        detail=Detail.BADLY_DAMAGED,
        kind=Kind.STORE,
        stage=Stage.COMPLETED,
        tracking=Tracking.ALERT,
        alert=Alert.REFUSED,
        country="DE",
        method="Slow Boat",
        trackable=False,
        warehouse_started=True,
        days_since_departure=20,
        days_since_delivery=3,
        days_since_payment=22,
        days_since_signing=1,
        product=Product.NORMAL,
        parts=Parts(666, 67),
        currency="USD",
        quantity=2,
        evidence=frozenset({Purpose.PARCEL}),
        circumstances=frozenset({Circumstance.GOODS_OPENED}),
        standing=Standing.GOOD,
    )


def test_what_nobody_told_is_not_known() -> None:
    told = facts(country="", shipping_method="", warehouse_started_at=None, stage=Stage.PROCESSING)
    assert (told.country, told.method, told.trackable, told.warehouse_started) == (None, None, None, None)
    assert (told.days_since_departure, told.days_since_delivery, told.days_since_signing) == (None, None, None)


@pytest.mark.parametrize(
    ("stage", "started", "known"),
    [
        (Stage.PENDING, None, False),
        (Stage.PROCESSING, None, None),
        (Stage.PROCESSING, datetime(2026, 11, 22, tzinfo=UTC), True),
        (Stage.DISPATCHED, None, True),
    ],
)
def test_whether_the_warehouse_has_begun(stage: Stage, started: datetime | None, known: bool | None) -> None:
    assert facts(stage=stage, warehouse_started_at=started).warehouse_started is known


def test_goods_of_several_kinds_in_one_claim_are_of_no_known_kind() -> None:
    assert facts(products=(Product.NORMAL, Product.VIDEO)).product is None
    assert facts(products=(Product.VIDEO, Product.VIDEO)).product is Product.VIDEO


def test_money_held_by_a_payment_house_is_claimed_elsewhere() -> None:
    assert facts(external_claimed=1).circumstances == {Circumstance.CLAIMED_ELSEWHERE}


@pytest.mark.parametrize(
    ("method", "country", "known"),
    [
        ("SLOW boat", "DE", False),
        ("Post Air", "BR", False),
        ("Post Air", "DE", True),
        ("Express", "BR", True),
        ("", "BR", None),
    ],
)
def test_where_parcels_can_be_tracked(method: str, country: str, known: bool | None) -> None:
    assert facts(shipping_method=method, country=country).trackable is known


def test_the_days_are_those_of_utc() -> None:
    late = datetime.fromisoformat("2026-11-22T23:30:00-05:00")
    assert facts(dispatched_at=late).days_since_departure == 0


def test_the_line_of_a_list_of_methods() -> None:
    assert Untrackable.read(" ; ") == Untrackable()
    assert Untrackable.read("a@b@US").pairs == {("a@b", "US")}
