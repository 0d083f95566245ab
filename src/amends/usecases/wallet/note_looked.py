"""Note that a payment house was asked about a top-up, and wait no longer for a payment that it did not know in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.trail.codes import TrailCode
from amends.core.wallet.top_ups import TopUpState
from amends.records.wallet.taking import take_top_up
from amends.usecases.wallet.tell_wallet import tell_wallet

WAITS = timedelta(days=1)
"""How long a top-up waits for its payment. One that comes later is looked for and credited all the same."""


def note_looked(*, top_up_id: UUID, answered: bool, now: datetime) -> None:
    """Where the house `answered` that it knows of no payment, a top-up begun longer ago than WAITS is canceled.

    Without an answer nobody knows whether it was paid, so it goes on waiting. Raises TopUpUnseen.
    """
    with transaction.atomic():
        top_up = take_top_up(id_=top_up_id)
        if top_up.state == TopUpState.PAID.value:
            return
        top_up.looked_at = now
        if not answered or top_up.state != TopUpState.BEGUN.value or now - top_up.begun_at < WAITS:
            top_up.save(update_fields=["looked_at"])
            return
        top_up.state, top_up.ended_at = TopUpState.CANCELED.value, now
        tell_wallet(
            top_up,
            TrailCode.TOP_UP_CANCELED,
            actor=SYSTEM,
            now=now,
            before={"state": TopUpState.BEGUN.value},
            after={"state": top_up.state},
            fields=("state", "ended_at", "looked_at"),
            why="No payment was known after a day.",
        )
