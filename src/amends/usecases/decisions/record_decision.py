"""What every deciding verb does: the decision, its awards, the legs planned before any call, the reservation."""

from datetime import datetime

from django.db.models import F

from amends.core.access import Actor
from amends.core.decisions.award import Award as CoreAward
from amends.core.decisions.award import Outcome, award_refund, award_resend
from amends.core.disputes.refusals import ChargedUnknown, PaidElsewhere, PaidOutside
from amends.core.orders.claimable import why_not_payable
from amends.core.settlements.legs import PaymentLeft, PlannedLeg, plan_legs
from amends.records.decisions.models import Award, Decision
from amends.records.disputes.case import Case
from amends.records.disputes.models import Offer
from amends.records.orders.houses import paid_elsewhere
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.settlements.models import Leg, Settlement
from amends.usecases.decisions.weigh_finding import find
from amends.usecases.liability.fix_bearing import fix_bearing


def plan(case: Case, *, outcome: Outcome, amount: int) -> tuple[list[CoreAward], list[PlannedLeg]]:
    """The awards and legs that this outcome would have now; nothing is written. The same path offers and decides.

    Raises ClaimedElsewhere, ChargedUnknown, PaidOutside, AmountMissing, AboveCeiling, PaidElsewhere,
    PaymentsTooSmall.
    """
    held = why_not_payable(case.facts)
    if held is not None:
        raise held
    if outcome is Outcome.RESEND:
        return award_resend(case.claimed), plan_legs(outcome, 0, [], left=0)
    order = case.facts
    if not order.charged_known:
        raise ChargedUnknown(number=order.number)
    if outcome is Outcome.REFUND_ORIGINAL and order.paid_outside:
        raise PaidOutside(number=order.number)
    awards = award_refund(order, case.claimed, amount)
    rows = Payment.objects.select_for_update().filter(order=case.money_order).order_by("id")
    payments = [PaymentLeft(row.id, row.provider, _left(row)) for row in rows]
    if outcome is Outcome.REFUND_ORIGINAL:
        _check_houses(payments, number=order.number)
    return awards, plan_legs(outcome, amount, payments, left=order.left)


def _check_houses(payments: list[PaymentLeft], *, number: str) -> None:
    if provider := paid_elsewhere(payment.provider for payment in payments if payment.left):
        raise PaidElsewhere(number=number, provider=provider)


def _left(payment: Payment) -> int:
    return max(0, payment.amount - payment.refunded - payment.reserved - payment.external_claimed)


def record_decision(
    *, case: Case, outcome: Outcome, amount: int, words: str, offer: Offer | None, actor: Actor, now: datetime
) -> None:
    """Writes decision, awards, settlement and legs, fixes who bears them, and reserves the money.

    It is reserved on order, lines and payments.
    """
    awards, legs = plan(case, outcome=outcome, amount=amount)
    dispute = case.dispute
    decision = Decision.objects.create(
        account_id=dispute.account_id,
        dispute=dispute,
        outcome=outcome.value,
        amount=amount,
        currency=dispute.currency,
        words=words,
        offer=offer,
        decided_by=actor.id,
        decided_by_name=actor.name,
        decided_at=now,
    )
    _write_awards(decision, awards)
    fix_bearing(case=case, finding=find(case), now=now)
    settlement = Settlement.objects.create(
        account_id=dispute.account_id,
        decision=decision,
        dispute=dispute,
        amount=amount,
        currency=dispute.currency,
        planned_at=now,
    )
    _write_legs(settlement, legs)
    _reserve(case, awards, legs, amount)


def _write_awards(decision: Decision, awards: list[CoreAward]) -> None:
    Award.objects.bulk_create(
        Award(
            account_id=decision.account_id,
            decision=decision,
            line_id=award.line.id,
            quantity=award.quantity,
            goods=award.parts.goods,
            shipping=award.parts.shipping,
            tax=award.parts.tax,
            tax_handling=award.parts.tax_handling,
            amount=award.parts.total,
        )
        for award in awards
    )


def _write_legs(settlement: Settlement, legs: list[PlannedLeg]) -> None:
    Leg.objects.bulk_create(
        Leg(
            account_id=settlement.account_id,
            settlement=settlement,
            number=leg.number,
            method=leg.method.value,
            amount=leg.amount,
            currency=settlement.currency,
            payment_id=leg.payment_id,
            provider=leg.provider,
            planned_at=settlement.planned_at,
        )
        for leg in legs
    )


def _reserve(case: Case, awards: list[CoreAward], legs: list[PlannedLeg], amount: int) -> None:
    if not amount:
        return
    Order.objects.filter(id=case.money_order.id).update(reserved=F("reserved") + amount)
    for award in awards:
        OrderLine.objects.filter(id=award.line.money_line_id).update(reserved=F("reserved") + award.parts.total)
    for leg in legs:
        if leg.payment_id:
            Payment.objects.filter(id=leg.payment_id).update(reserved=F("reserved") + leg.amount)
