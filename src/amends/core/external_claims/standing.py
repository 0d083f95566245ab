"""What a claim at a payment house means for the order's money, and how claims on one order stand together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amends.core.external_claims.words import ExternalKind as Kind
from amends.core.external_claims.words import ExternalState as State


class Effect(StrEnum):
    """What a claim does to refunds of the same money.

    `warns`: nothing is taken; refunding the original way is allowed and often right, because the payment house sees it
    and ends the matter. It hears nothing of a refund to the balance, so that one waits. `holds`: the money is taken or
    may be at any moment, so that a refund would pay twice. `lost`: the money is gone for good. `released`: it ended
    and the money is ours again.
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
    """A claim as its newest news has it. Minor units of `currency`; `announces` names one that it grew out of.

    `net` is what moved because of it by currency, signed: less than nothing went. `came_back`: some of it returned.
    """

    id: UUID
    provider: str
    ref: str
    kind: Kind
    state: State
    amount: int
    currency: str
    payment_id: UUID | None
    announces: str
    opened_at: datetime
    net: Mapping[str, int] = field(default_factory=dict)
    came_back: bool = False


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
    claim counts what it moved, or what is claimed while nothing has moved; one in another currency takes the whole
    payment, because nobody may guess the rate.
    """
    return [
        _stand(one, claims, currency, payments.get(one.payment_id, whole) if one.payment_id else whole)
        for one in claims
    ]


def _stand(one: Told, claims: Sequence[Told], currency: str, most: int) -> Standing:
    """By what moved, where anything did: money that is gone counts, whatever the words say."""
    effect, claimed = EFFECTS[one.kind][one.state], one.amount if one.currency == currency else most
    gone = _gone(one, currency, claimed)
    if effect is Effect.LOST:
        return Standing(effect, gone or claimed, None)
    if effect is Effect.HOLDS:
        return Standing(effect, max(claimed, gone), None)
    if gone:
        return Standing(Effect.HOLDS if _returns(one) else Effect.LOST, gone, None)
    grown = next((other.id for other in claims if other.id != one.id and _grew(one, other)), None)
    return Standing(Effect.RELEASED if grown else effect, 0, grown)


def _gone(one: Told, currency: str, claimed: int) -> int:
    """What has gone and not come back. In another currency it is what was claimed, until some of it comes back: what

    is between the two is the rate's.
    """
    if not one.came_back and any(minor < 0 for name, minor in one.net.items() if name != currency):
        return claimed
    return max(0, -one.net.get(currency, 0))


def _returns(one: Told) -> bool:
    """Whether what is gone may yet come back: not decided, or a chargeback that ended, whose money comes after."""
    return one.state in WAITING or (one.kind is Kind.CHARGEBACK and not one.came_back)


def _grew(early: Told, late: Told) -> bool:
    """Whether `late` is what `early` became: the provider says so, or it is the chargeback on the payment warned of.

    Only of a warning or an inquiry that took nothing; one that came after a chargeback is a new one, to be answered.
    """
    if early.provider != late.provider or late.kind is not Kind.CHARGEBACK or early.kind not in _ANNOUNCING:
        return False
    if late.announces:
        return late.announces == early.ref
    same_payment = early.payment_id is not None and early.payment_id == late.payment_id
    return same_payment and early.opened_at <= late.opened_at


_ANNOUNCING = frozenset({Kind.EARLY_WARNING, Kind.INQUIRY})
