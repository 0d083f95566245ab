"""The events that leave the house: one table from code to who may hear of it and which of its facts are told."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.access import Actor, Forbidden, Permission, Side
from amends.core.standing.codes import StandingCode as S
from amends.core.trail.codes import TrailCode as T

TEST = "webhook.test"
"""The type of a message that only tries an endpoint; it is no event and stands in no feed."""


class Hearing(StrEnum):
    """Who may hear of an event: of a merchant's people those who read disputes, or the wallet; or the platform only."""

    CASES = "cases"
    MONEY = "money"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Told:
    """How one event is told. Facts that are not named here stay in the house."""

    hearing: Hearing
    facts: tuple[str, ...] = ()


MOVES = (
    T.DISPUTE_OPENED,
    T.EVIDENCE_REQUESTED,
    T.EVIDENCE_SUBMITTED,
    T.OFFER_MADE,
    T.OFFER_ACCEPTED,
    T.OFFER_DECLINED,
    T.DISPUTE_APPROVED,
    T.DISPUTE_REJECTED,
    T.DISPUTE_WITHDRAWN,
    T.DISPUTE_EXPIRED,
    T.SETTLING_BEGUN,
    T.DISPUTE_SETTLED,
)
"""Each changes a dispute's state."""

_STATE, _AMOUNT, _STANDING = ("state",), ("amount", "currency"), ("standing", "reason", "until")
_CLAIM = ("external_claim", "provider", "ref")
_ENTRY = ("entry", "kind", "currency", "withdrawable", "bonus", "frozen", "after")

EVENTS: dict[str, Told] = {
    **{code.value: Told(Hearing.CASES, _STATE) for code in MOVES},
    T.EVIDENCE_ADDED.value: Told(Hearing.CASES, ("evidence",)),
    T.EVIDENCE_FETCH_FAILED.value: Told(Hearing.CASES, ("url", "why")),
    **{code.value: Told(Hearing.CASES, ("message",)) for code in (T.MESSAGE_FROM_MERCHANT, T.MESSAGE_FROM_STAFF)},
    **{
        code.value: Told(Hearing.CASES)
        for code in (
            T.ORDER_HELD,
            T.ORDER_RELEASED,
            T.ORDER_TAKEN_IN,
            T.ORDER_UPDATED,
            T.ORDER_PAID,
            T.WAREHOUSE_STARTED,
            T.ORDER_DISPATCHED,
            T.PARCEL_DELIVERED,
            T.TRACKING_ALERTED,
            T.RETURN_SIGNED,
            T.LINES_CLOSED,
            T.ORDER_CLOSED,
        )
    },
    **{
        code.value: Told(Hearing.CASES, ("leg", "leg_state"))
        for code in (T.LEG_RECORDED, T.LEG_FAILED, T.LEG_REPLACED, T.LEG_CUT, T.LEG_RESTORED)
    },
    **{
        code.value: Told(Hearing.CASES, _CLAIM)
        for code in (
            T.EXTERNAL_CLAIM_WARNED,
            T.EXTERNAL_CLAIM_HOLDS,
            T.EXTERNAL_CLAIM_LOST,
            T.EXTERNAL_CLAIM_RELEASED,
            T.EXTERNAL_CLAIM_UNMATCHED,
        )
    },
    **{
        code.value: Told(Hearing.CASES, _STANDING)
        for code in (S.IMPOSED, S.LIFTED, S.EXPIRED, S.CONTESTED, S.CONTEST_UPHELD, S.CONTEST_LIFTED)
    },
    T.WALLET_CHANGED.value: Told(Hearing.MONEY, _ENTRY),
    **{
        code.value: Told(Hearing.MONEY, ("top_up", *_AMOUNT))
        for code in (T.TOP_UP_BEGUN, T.TOP_UP_PAID, T.TOP_UP_FAILED, T.TOP_UP_CANCELED)
    },
    **{
        code.value: Told(Hearing.MONEY, ("withdrawal", *_AMOUNT))
        for code in (T.WITHDRAWAL_ASKED, T.WITHDRAWAL_APPROVED, T.WITHDRAWAL_CANCELED)
    },
    T.WITHDRAWAL_REFUSED.value: Told(Hearing.MONEY, ("withdrawal", *_AMOUNT, "why")),
    T.TOP_UP_DIFFERED.value: Told(Hearing.PLATFORM, ("top_up", *_AMOUNT, "payment_ref")),
    T.DISPUTE_ESCALATED.value: Told(Hearing.PLATFORM, _STATE),
    T.EXTERNAL_CLAIM_UNPLACED.value: Told(Hearing.PLATFORM, (*_CLAIM, *_AMOUNT, "respond_by")),
    T.FINANCE_TOLD.value: Told(Hearing.PLATFORM),
    T.SETTLEMENT_FREED.value: Told(Hearing.PLATFORM),
    T.LEG_PAID_AFTER_ALL.value: Told(Hearing.PLATFORM, ("leg", "leg_state", "provider", "ref", *_AMOUNT)),
    S.CONTEST_ESCALATED.value: Told(Hearing.PLATFORM, _STANDING),
}


def types_for(side: Side) -> tuple[str, ...]:
    """What an endpoint of that side may subscribe to, in the table's order: the platform's hear of everything."""
    return tuple(code for code, told in EVENTS.items() if side is not Side.MERCHANT or _is_merchants(told))


def types_seen(actor: Actor) -> tuple[str, ...]:
    """What `actor` may read of a dispute that they see: staff everything, a merchant what is told to merchants."""
    if actor.side is not Side.MERCHANT:
        return tuple(EVENTS)
    return tuple(code for code, told in EVENTS.items() if told.hearing is Hearing.CASES)


def types_readable(actor: Actor) -> tuple[str, ...]:
    """What `actor` may read in the feed. Raises Forbidden when that is nothing."""
    if actor.side is not Side.MERCHANT:
        needed = Permission.PLATFORM_EVENT_READ if actor.side is Side.PLATFORM else Permission.STAFF_WEBHOOK_MANAGE
        if not actor.may(needed):
            raise Forbidden(permission=needed.value)
        return tuple(EVENTS)
    needs = {Hearing.CASES: Permission.MERCHANT_DISPUTE_READ, Hearing.MONEY: Permission.MERCHANT_WALLET_READ}
    heard = {hearing for hearing, needed in needs.items() if actor.may(needed)}
    if not heard:
        raise Forbidden(permission=Permission.MERCHANT_DISPUTE_READ.value)
    return tuple(code for code, told in EVENTS.items() if told.hearing in heard)


def _is_merchants(told: Told) -> bool:
    return told.hearing is not Hearing.PLATFORM
