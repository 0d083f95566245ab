"""Begin a leg: written down as being called before anything is called."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amends.core.access import SYSTEM
from amends.core.settlements.legs import LegState, check_leg_move
from amends.core.trail.codes import TrailCode
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.take import take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.settlements.begin_settling import begin_settling
from amends.usecases.settlements.beside_claims import stands_back


@dataclass(frozen=True, slots=True)
class LegOrder:
    """What a provider is told. `leg_id` is the idempotency key and stands in the refund's metadata.

    `repeated` when the call may have gone out before, for the first time at `begun_at`: its outcome must be looked for
    first. `provider_ref` is the provider's name of the refund, where it told us.
    """

    leg_id: UUID
    provider: str
    payment_ref: str
    amount: int
    currency: str
    provider_ref: str
    repeated: bool
    begun_at: datetime


def begin_leg(*, leg_id: UUID, now: datetime) -> LegOrder | None:
    """The order to call the provider with, or None when the leg came to an end or a claim at a payment house stands in

    its way. Written and committed before the caller calls. Raises LegUnseen.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=leg_id, actor=SYSTEM)
        leg = taken.leg
        state = LegState(leg.state)
        if state in (LegState.SUCCEEDED, LegState.FAILED, LegState.CLOSED):
            return None
        if stands_back(taken, now=now):
            return None
        begin_settling(taken, now=now)
        if state is LegState.PLANNED:
            check_leg_move(state, LegState.CALLING)
            leg.state, leg.begun_at = LegState.CALLING.value, now
            dispute = taken.case.dispute
            record_trail(
                dispute,
                TrailCode.LEG_BEGUN,
                actor=SYSTEM,
                now=now,
                before={"leg": leg.number, "state": state},
                after={"leg": leg.number, "state": leg.state, "id": leg.id, "amount": leg.amount},
            )
            dispute.save(update_fields=TRAIL_FIELDS)
        Leg.objects.filter(id=leg.id).update(
            state=leg.state, begun_at=leg.begun_at, called_at=now, calls=F("calls") + 1
        )
        return LegOrder(
            leg_id=leg.id,
            provider=leg.provider,
            payment_ref=Payment.objects.values_list("provider_ref", flat=True).get(legs=leg),
            amount=leg.amount,
            currency=leg.currency,
            provider_ref=leg.provider_ref,
            repeated=leg.calls > 0,
            begun_at=leg.begun_at or now,
        )
