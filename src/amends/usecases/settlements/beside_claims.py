"""Whether a planned leg may be carried out beside claims at payment houses; if not, why is written on it."""

from datetime import datetime

from amends.core.settlements.claimed import Ceiling, Way, way_of
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.records.external_claims.queries import providers_that_took, warning_on
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Leg
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
    holder = taken.case.money_order.external_holder or _asked(leg, taken.case.money_order)
    way = way_of(held=bool(holder), ceilings=_ceilings(taken))
    if way is Way.TAKEN:
        _fail(taken, now=now)
        return True
    if leg.waits_for != holder:
        waited, leg.waits_for = leg.waits_for, holder
        leg.save(update_fields=["waits_for"])
        if not waited:
            tell_finance(taken, now=now)
    return way is Way.WAITS


def _asked(leg: Leg, order: Order) -> str:
    """The undecided claim that a refund to the balance waits for, or nothing: its payment house hears of no such

    refund, and could give the same money back. The order is locked, so that no claim changes meanwhile.
    """
    if leg.method != Method.WALLET.value or leg.payment_id is not None:
        return ""
    return warning_on(order.id)


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
