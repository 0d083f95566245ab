"""Resend the goods: a new order in pending, without charge, linked both ways."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.orders.folding import fold
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.core.trail.chain import FIRST
from amends.core.trail.codes import TrailCode
from amends.records.decisions.models import Award
from amends.records.disputes.models import Offer
from amends.records.ids import new_id
from amends.records.notices.announce import announce
from amends.records.orders.models import Order, OrderLine
from amends.records.orders.numbers import next_sh_number
from amends.records.settlements.take import TakenLeg, take_leg
from amends.records.trail.record import record_trail
from amends.usecases.settlements.begin_settling import begin_settling
from amends.usecases.settlements.beside_claims import stands_back
from amends.usecases.settlements.finish import finish_if_paid
from amends.usecases.settlements.telling import trail_leg

_COPIED = ("kind", "currency", "store_name", "supplier", "buyer_email", "buyer_email_folded", "external_number")


def send_resend_leg(*, leg_id: UUID, now: datetime) -> bool:
    """Creates the order that resends the goods, once, and settles the dispute.

    False when the leg came to an end before or a claim at a payment house holds the money. Raises LegUnseen.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=leg_id, actor=SYSTEM)
        leg = taken.leg
        assert leg.method == Method.RESEND.value
        before = LegState(leg.state)
        if before in (LegState.SUCCEEDED, LegState.FAILED, LegState.CLOSED) or stands_back(taken, now=now):
            return False
        check_leg_move(before, LegState.SUCCEEDED)
        begin_settling(taken, now=now)
        resend = _resend_order(taken, now=now)
        taken.case.dispute.resend_order = resend
        leg.state, leg.recorded_at, leg.provider_ref = LegState.SUCCEEDED.value, now, resend.number
        leg.save(update_fields=["state", "recorded_at", "provider_ref"])
        trail_leg(taken, before=before, now=now)
        finish_if_paid(taken, now=now)
        return True


def _resend_order(taken: TakenLeg, *, now: datetime) -> Order:
    case = taken.case
    # What the merchant checked and agreed to is what is sent, also where the order was told anew since.
    agreed = Offer.objects.get(decision=taken.settlement.decision_id).resend
    resend = Order(
        id=new_id(),
        account_id=case.order.account_id,
        number=next_sh_number(prefix=settings.DISPUTE_PREFIX, now=now),
        stage=Stage.PENDING.value,
        payment_state=PaymentState.PAID.value,
        shipping_method=agreed["shipping_method"],
        buyer_name=agreed["recipient"],
        buyer_name_folded=fold(agreed["recipient"])[:200],
        address=agreed["address"],
        country=agreed["country"],
        root_order=case.money_order,
        placed_at=now,
        paid_at=now,
        trail_seq=0,
        trail_head=FIRST,
        **{field: getattr(case.order, field) for field in _COPIED},
    )
    after = {"number": resend.number, "resends": case.order.number, "dispute": case.dispute.number}
    record_trail(resend, TrailCode.ORDER_TAKEN_IN, actor=SYSTEM, now=now, after=after)
    resend.save(force_insert=True)
    announce(TrailCode.ORDER_TAKEN_IN, account_id=resend.account_id, now=now, order_id=resend.id, order=resend.number)
    awards = Award.objects.filter(decision_id=taken.settlement.decision_id).order_by("line__position")
    OrderLine.objects.bulk_create(
        _resend_line(resend, case.lines[award.line_id], award, position)
        for position, award in enumerate(awards, start=1)
    )
    return resend


def _resend_line(resend: Order, line: OrderLine, award: Award, position: int) -> OrderLine:
    return OrderLine(
        account_id=resend.account_id,
        order=resend,
        position=position,
        sku=line.sku,
        sku_folded=line.sku_folded,
        name=line.name,
        picture_url=line.picture_url,
        product=line.product,
        quantity=award.quantity,
        root_line_id=line.root_line_id or line.id,
    )
