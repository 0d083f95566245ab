"""The whole table of what a claim does, and what the newest news is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from amends.core.external_claims.news import movement_key
from amends.core.external_claims.standing import EFFECTS, Effect, Standing, Told, stand_together
from amends.core.external_claims.words import ExternalKind as K
from amends.core.external_claims.words import ExternalState as S
from amends.core.settlements.claimed import Ceiling, Way, way_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ONE, TWO, PAID = UUID(int=1), UUID(int=2), UUID(int=9)
EXPECTED = {
    K.EARLY_WARNING: "warns warns released released released",
    K.INQUIRY: "warns warns released lost released",
    K.CHARGEBACK: "holds holds released lost released",
    K.REFUND: "holds holds released lost released",
}


def test_the_table_is_whole():
    states = (S.NEEDS_RESPONSE, S.UNDER_REVIEW, S.WON, S.LOST, S.CLOSED)
    assert {kind: " ".join(EFFECTS[kind][state] for state in states) for kind in K} == EXPECTED
    assert set(states) == set(S)


def claim(id_: UUID = ONE, **changes: object) -> Told:
    given: dict[str, object] = {
        "id": id_,
        "provider": "stripe",
        "ref": f"dp_{id_.int}",
        "kind": K.CHARGEBACK,
        "state": S.LOST,
        "amount": 70,
        "currency": "USD",
        "payment_id": PAID,
        "announces": "",
        "opened_at": NOW,
    }
    return Told(**{**given, **changes})  # type: ignore[arg-type]


def stand(*claims: Told) -> list[Standing]:
    return stand_together(claims, currency="USD", whole=100, payments={PAID: 60})


def test_a_claim_counts_by_its_amount_and_in_another_currency_by_the_whole_payment():
    assert stand(claim()) == [Standing(Effect.LOST, 70, None)]
    assert stand(claim(currency="EUR")) == [Standing(Effect.LOST, 60, None)]
    assert stand(claim(currency="EUR", payment_id=None)) == [Standing(Effect.LOST, 100, None)]
    assert stand(claim(state=S.WON)) == [Standing(Effect.RELEASED, 0, None)]


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({"net": {"USD": -20}}, (Effect.LOST, 20)),
        ({"net": {"USD": -75}}, (Effect.LOST, 75)),
        ({"net": {"USD": 0}, "came_back": True}, (Effect.LOST, 70)),
        ({"net": {"EUR": -61}}, (Effect.LOST, 70)),
        ({"net": {"EUR": -61}, "currency": "EUR"}, (Effect.LOST, 60)),
        ({"net": {"USD": -55}, "currency": "EUR"}, (Effect.LOST, 55)),
        ({"state": S.WON, "net": {"USD": -70}}, (Effect.HOLDS, 70)),
        ({"state": S.CLOSED, "net": {"EUR": -61}}, (Effect.HOLDS, 70)),
        ({"state": S.WON, "net": {"USD": -20}, "came_back": True}, (Effect.LOST, 20)),
        ({"state": S.WON, "net": {"USD": 0}, "came_back": True}, (Effect.RELEASED, 0)),
        ({"state": S.WON, "net": {"EUR": -1}, "came_back": True}, (Effect.RELEASED, 0)),
        ({"state": S.UNDER_REVIEW, "net": {"USD": -20}}, (Effect.HOLDS, 70)),
        ({"kind": K.INQUIRY, "state": S.CLOSED, "net": {"USD": -20}}, (Effect.LOST, 20)),
        ({"kind": K.INQUIRY, "state": S.UNDER_REVIEW, "net": {"USD": -20}}, (Effect.HOLDS, 20)),
        ({"kind": K.REFUND, "state": S.WON, "net": {"USD": 0}, "came_back": True}, (Effect.RELEASED, 0)),
    ],
)
def test_money_that_is_gone_counts_whatever_the_words_say(changes: dict[str, object], stands: tuple[Effect, int]):
    assert stand(claim(**changes)) == [Standing(*stands, None)]


@pytest.mark.parametrize(
    ("early", "late", "grows"),
    [
        ({"kind": K.INQUIRY, "state": S.UNDER_REVIEW}, {}, True),
        ({"kind": K.EARLY_WARNING}, {}, True),
        ({"kind": K.INQUIRY}, {}, False),
        ({"kind": K.INQUIRY, "state": S.CLOSED, "net": {"USD": -5}}, {}, False),
        ({"kind": K.INQUIRY, "state": S.UNDER_REVIEW, "opened_at": NOW + timedelta(days=20)}, {"state": S.WON}, False),
        ({"kind": K.INQUIRY, "state": S.CLOSED, "opened_at": NOW + timedelta(1)}, {"announces": "dp_1"}, True),
        ({"kind": K.EARLY_WARNING}, {"announces": "dp_1", "payment_id": None}, True),
        ({"kind": K.EARLY_WARNING}, {"announces": "dp_7"}, False),
        ({"kind": K.EARLY_WARNING}, {"payment_id": UUID(int=8)}, False),
        ({"kind": K.EARLY_WARNING}, {"provider": "paypal"}, False),
        ({"kind": K.EARLY_WARNING, "payment_id": None}, {"payment_id": None}, False),
        ({"kind": K.INQUIRY}, {"kind": K.INQUIRY}, False),
        ({}, {}, False),
    ],
)
def test_what_a_warning_became_counts_in_its_place(early: dict[str, object], late: dict[str, object], grows: bool):
    pair = claim(ONE, **early), claim(TWO, **late)
    assert [one.grew_into for one in stand(*pair)] == [TWO if grows else None, None]
    assert [one.grew_into for one in stand(*reversed(pair))] == [None, TWO if grows else None]


def test_a_movements_key_is_short_and_its_own():
    assert movement_key(provider="stripe", ref="txn_1") == "stripe:txn_1"
    long = [movement_key(provider="stripe", ref="x" * 120 + end) for end in "ab"]
    assert len(set(long)) == 2 and max(map(len, long)) <= 100


def test_a_leg_is_paid_only_beside_what_claims_took():
    def room(**changes: int) -> Ceiling:
        return Ceiling(**{"whole": 10, "refunded": 3, "reserved": 4, "external_claimed": 3, **changes})

    assert way_of(held=False, ceilings=(room(),)) is Way.FREE
    assert way_of(held=True, ceilings=(room(),)) is Way.WAITS
    assert way_of(held=True, ceilings=(room(reserved=5),)) is Way.WAITS
    assert way_of(held=False, ceilings=(room(), room(external_claimed=4))) is Way.TAKEN
    assert way_of(held=False, ceilings=()) is Way.FREE
