"""Who is told of a leg: its trail, somebody whom it needs, and whoever listens."""

from datetime import datetime

from amends.core.access import SYSTEM
from amends.core.settlements.legs import LegState
from amends.core.trail.codes import TrailCode
from amends.records.notices.announce import announce
from amends.records.settlements.take import TakenLeg
from amends.records.trail.record import TRAIL_FIELDS, record_trail


def trail_leg(taken: TakenLeg, *, before: LegState, now: datetime) -> None:
    """One trail entry for a leg's new state, which is announced."""
    leg, dispute = taken.leg, taken.case.dispute
    record_trail(
        dispute,
        TrailCode.LEG_RECORDED,
        actor=SYSTEM,
        now=now,
        before={"leg": leg.number, "state": before},
        after={"leg": leg.number, "state": leg.state, "ref": leg.provider_ref, "failure": leg.failure},
    )
    dispute.save(update_fields=TRAIL_FIELDS)
    tell_recorded(taken, now=now)


def tell_finance(taken: TakenLeg, *, now: datetime) -> None:
    """The settlement stands still and needs finance."""
    _tell(taken, TrailCode.FINANCE_TOLD, now=now)


def tell_failed(taken: TakenLeg, *, now: datetime) -> None:
    """A refund failed: finance has to act, and the merchant may take the balance instead."""
    _tell(taken, TrailCode.LEG_FAILED, now=now)


def tell_replaced(taken: TakenLeg, *, now: datetime) -> None:
    """Another leg was planned in place of one that failed; the worker hears of it here."""
    _tell(taken, TrailCode.LEG_REPLACED, now=now)


def tell_recorded(taken: TakenLeg, *, now: datetime) -> None:
    """A leg's state changed."""
    _tell(taken, TrailCode.LEG_RECORDED, now=now)


def tell_cut(taken: TakenLeg, *, now: datetime) -> None:
    """What a claim at a payment house took of a leg is no longer owed."""
    _tell(taken, TrailCode.LEG_CUT, now=now)


def tell_restored(taken: TakenLeg, *, now: datetime) -> None:
    """What a claim had taken of a leg is owed again; the worker hears of the new leg here."""
    _tell(taken, TrailCode.LEG_RESTORED, now=now)


def tell_after_all(taken: TakenLeg, *, state: LegState, ref: str, now: datetime) -> None:
    """A closed leg was paid, under the provider's name `ref`, beside what was done in its place: finance is told."""
    leg = taken.leg
    facts: dict[str, str | int] = {"provider": leg.provider, "ref": ref, "amount": leg.amount, "currency": leg.currency}
    _tell(taken, TrailCode.LEG_PAID_AFTER_ALL, now=now, leg_state=state.value, **facts)


def _tell(taken: TakenLeg, code: TrailCode, *, now: datetime, leg_state: str = "", **facts: str | int) -> None:
    dispute = taken.case.dispute
    announce(
        code,
        account_id=dispute.account_id,
        now=now,
        order_id=taken.case.order.id,
        dispute_id=dispute.id,
        trail_seq=dispute.trail_seq,
        number=dispute.number,
        order=taken.case.order.number,
        leg=taken.leg.number,
        leg_state=leg_state or taken.leg.state,
        **facts,
    )
