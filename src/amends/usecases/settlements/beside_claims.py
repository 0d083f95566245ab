"""Whether a planned leg may be carried out beside claims at payment houses; if not, why is written on it."""

from datetime import datetime

from amends.core.settlements.claimed import Ceiling, Way, way_of
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.records.external_claims.queries import providers_that_took
from amends.records.orders.models import Order, Payment
from amends.records.settlements.take import TakenLeg
from amends.usecases.settlements.begin_settling import begin_settling
from amends.usecases.settlements.telling import tell_finance, trail_leg


def stands_back(taken: TakenLeg, *, now: datetime) -> bool:
    """Whether a claim forbids the leg now; the caller then carries nothing out.

    While a claim holds the money, the leg stays planned and finance is told once. When claims took it for good, the
    leg fails and finance is told. A leg that was begun before is not stopped: what came of it is recorded.
    """
    leg = taken.leg
    if leg.state != LegState.PLANNED.value:
        return False
    way = way_of(held=bool(taken.case.money_order.external_open), ceilings=_ceilings(taken))
    if way is Way.TAKEN:
        _fail(taken, now=now)
        return True
    holder = taken.case.money_order.external_holder
    if bool(leg.waits_for) is not bool(holder):
        leg.waits_for = holder
        leg.save(update_fields=["waits_for"])
        if holder:
            tell_finance(taken, now=now)
    return way is Way.WAITS


def _ceilings(taken: TakenLeg) -> tuple[Ceiling, ...]:
    """What the leg draws on: nothing for a resend, the order, and the payment that it goes back to."""
    leg, order = taken.leg, taken.case.money_order
    if leg.method == Method.RESEND.value:
        return ()
    ceilings = [_ceiling(order, order.charged)]
    if leg.payment_id:
        payment = Payment.objects.get(id=leg.payment_id)
        ceilings.append(_ceiling(payment, payment.amount))
    return tuple(ceilings)


def _ceiling(row: Order | Payment, whole: int) -> Ceiling:
    taken = row.external_claimed
    return Ceiling(whole=whole, refunded=row.refunded, reserved=row.reserved, external_claimed=taken)


def _fail(taken: TakenLeg, *, now: datetime) -> None:
    leg, before = taken.leg, LegState(taken.leg.state)
    check_leg_move(before, LegState.FAILED)
    begin_settling(taken, now=now)
    providers = providers_that_took(taken.case.money_order.id)
    leg.state, leg.waits_for, leg.recorded_at = LegState.FAILED.value, "", now
    leg.failure = f"claimed at {', '.join(providers)}, lost"[:200]
    leg.save(update_fields=["state", "waits_for", "failure", "recorded_at"])
    trail_leg(taken, before=before, now=now)
    tell_finance(taken, now=now)
