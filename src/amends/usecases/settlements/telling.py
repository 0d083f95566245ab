"""Who is told of a leg: somebody whom it needs, and whoever listens."""

from datetime import datetime

from amends.core.trail.codes import TrailCode
from amends.records.notices.announce import announce
from amends.records.settlements.take import TakenLeg


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


def _tell(taken: TakenLeg, code: TrailCode, *, now: datetime) -> None:
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
        leg_state=taken.leg.state,
    )
