"""Cancel a top-up that was not paid. A payment that comes all the same is credited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.trail.codes import TrailCode
from amends.core.wallet.top_ups import TopUpState
from amends.records.wallet.taking import take_top_up
from amends.usecases.wallet.tell_wallet import tell_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTopUp:
    """The ask."""

    top_up_id: UUID


def cancel_top_up(*, ask: CancelTopUp, actor: Actor, now: datetime) -> bool:
    """False when it had come to an end before. Raises Forbidden, TopUpUnseen."""
    require(actor, Permission.MERCHANT_WALLET_PAY)
    assert actor.account_id is not None
    with transaction.atomic():
        top_up = take_top_up(id_=ask.top_up_id, account_id=actor.account_id)
        if top_up.state != TopUpState.BEGUN.value:
            return False
        top_up.state, top_up.ended_at = TopUpState.CANCELED.value, now
        tell_wallet(
            top_up,
            TrailCode.TOP_UP_CANCELED,
            actor=actor,
            now=now,
            before={"state": TopUpState.BEGUN.value},
            after={"state": top_up.state},
            fields=("state", "ended_at"),
        )
        return True
