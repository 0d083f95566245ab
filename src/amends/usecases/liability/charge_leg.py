"""Charge supplier and carrier with what they bear of a leg: what paying a leg does beside its money."""

from datetime import datetime

from amends.records.liability.bearings import current_bearing
from amends.records.liability.collect import charge
from amends.records.settlements.take import TakenLeg


def charge_leg(taken: TakenLeg, *, now: datetime) -> None:
    """Posts the shares of a leg whose money has just been posted, in the same transaction, once.

    A resend carries no money, and nobody knows what its goods cost us: nothing is posted for it. Nor is anything where
    the platform bears all.
    """
    bearing = current_bearing(taken.case.dispute.id)
    if bearing is not None and taken.leg.amount:
        charge(taken.leg, bearing, order_id=taken.case.order.id, now=now)
