"""Pay a leg into the merchant's wallet: the books are ours, so it is one ask."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.records.settlements.take import take_leg
from amends.usecases.settlements.begin_settling import begin_settling
from amends.usecases.settlements.beside_claims import stands_back
from amends.usecases.settlements.book_leg import book_to_wallet
from amends.usecases.settlements.finish import finish_if_paid
from amends.usecases.settlements.telling import trail_leg


def pay_wallet_leg(*, leg_id: UUID, now: datetime) -> bool:
    """Posts the leg to the wallet, once; settles the dispute when it was the last leg.

    False when the leg came to an end before or a claim at a payment house stands in its way. Raises LegUnseen.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=leg_id, actor=SYSTEM)
        leg = taken.leg
        assert leg.method == Method.WALLET.value
        before = LegState(leg.state)
        if before in (LegState.SUCCEEDED, LegState.FAILED, LegState.CLOSED) or stands_back(taken, now=now):
            return False
        check_leg_move(before, LegState.SUCCEEDED)
        begin_settling(taken, now=now)
        book_to_wallet(taken, now=now)
        leg.state, leg.recorded_at = LegState.SUCCEEDED.value, now
        leg.save(update_fields=["state", "recorded_at"])
        trail_leg(taken, before=before, now=now)
        finish_if_paid(taken, now=now)
        return True
