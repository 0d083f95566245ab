"""Note the payment house's name for a top-up's page, under which it can be asked about it later."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.records.wallet.taking import take_top_up


def note_checkout(*, top_up_id: UUID, ref: str, now: datetime) -> None:
    """Raises TopUpUnseen."""
    with transaction.atomic():
        top_up = take_top_up(id_=top_up_id)
        top_up.checkout_ref, top_up.looked_at = ref[:200], now
        top_up.save(update_fields=["checkout_ref", "looked_at"])
