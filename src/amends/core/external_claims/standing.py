"""What a claim at a payment house means for the order's money, and how claims on one order stand together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from amends.core.external_claims.words import ExternalKind as Kind
from amends.core.external_claims.words import ExternalState as State


class Effect(StrEnum):
    """What a claim does to refunds of the same money.

    `warns`: nothing is taken; refunding is allowed and often right, because it ends the matter. `holds`: the money is
    taken or may be at any moment, so that a refund would pay twice. `lost`: the money is gone for good.
    `released`: it ended and the money is ours again.
    """

    WARNS = "warns"
    HOLDS = "holds"
    LOST = "lost"
    RELEASED = "released"


def _effects(waiting: Effect, lost: Effect) -> dict[State, Effect]:
    return {
        State.NEEDS_RESPONSE: waiting,
        State.UNDER_REVIEW: waiting,
        State.WON: Effect.RELEASED,
        State.LOST: lost,
        State.CLOSED: Effect.RELEASED,
    }


EFFECTS: Mapping[Kind, Mapping[State, Effect]] = {
    Kind.EARLY_WARNING: _effects(Effect.WARNS, Effect.RELEASED),
    Kind.INQUIRY: _effects(Effect.WARNS, Effect.LOST),
    Kind.CHARGEBACK: _effects(Effect.HOLDS, Effect.LOST),
    Kind.REFUND: _effects(Effect.HOLDS, Effect.LOST),
}
"""The whole table. An early warning moves no money whatever it ends in; a refund by hand holds until it is gone."""

WAITING = frozenset({State.NEEDS_RESPONSE, State.UNDER_REVIEW})
"""Not ended yet."""

_RANKS = {State.NEEDS_RESPONSE: 0, State.UNDER_REVIEW: 1, State.CLOSED: 2, State.LOST: 3, State.WON: 4}
_KIND_RANKS = {Kind.EARLY_WARNING: 0, Kind.INQUIRY: 1, Kind.CHARGEBACK: 2, Kind.REFUND: 3}


def rank(kind: Kind, state: State) -> tuple[int, int]:
    """Which of two pieces of news told at the same moment is the later one: the greater. A loss may yet be reversed."""
    return _KIND_RANKS[kind], _RANKS[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim as its newest news has it. Minor units of `currency`; `announces` names one that it grew out of."""

    id: UUID
    provider: str
    ref: str
    kind: Kind
    state: State
    amount: int
    currency: str
    payment_id: UUID | None
    announces: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim does now: its effect, what it takes from the order's ceiling (order's minor units), and the id of

    the claim that it grew into, which counts in its place.
    """

    effect: Effect
    counted: int
    grew_into: UUID | None


def stand_together(
    claims: Sequence[Told], *, currency: str, whole: int, payments: Mapping[UUID, int]
) -> list[Standing]:
    """Each claim's standing among all claims on one order, in their sequence; the same in whatever order they came.

    `whole` is what the order was charged and `payments` what each payment brought, in minor units of `currency`. A
    claim in another currency takes the whole payment, because nobody may guess the rate.
    """
    return [
        _stand(one, claims, currency, payments.get(one.payment_id, whole) if one.payment_id else whole)
        for one in claims
    ]


def _stand(one: Told, claims: Sequence[Told], currency: str, most: int) -> Standing:
    effect = EFFECTS[one.kind][one.state]
    grown = next((other.id for other in claims if other.id != one.id and _grew(one, other)), None)
    if grown is not None or effect not in (Effect.HOLDS, Effect.LOST):
        return Standing(Effect.RELEASED if grown else effect, 0, grown)
    return Standing(effect, one.amount if one.currency == currency else most, None)


def _grew(early: Told, late: Told) -> bool:
    """Whether `late` is what `early` became: the provider says so, or it is the chargeback on the payment warned of."""
    if early.provider != late.provider or late.kind is not Kind.CHARGEBACK or early.kind not in _ANNOUNCING:
        return False
    same_payment = early.payment_id is not None and early.payment_id == late.payment_id
    return late.announces == early.ref or (not late.announces and same_payment)


_ANNOUNCING = frozenset({Kind.EARLY_WARNING, Kind.INQUIRY})
