"""What became of a top-up whose merchant has not come back, or came back too early."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from amends.gateways.payments.port import OutcomeUnknown, TopUpGateway
from amends.gateways.payments.registry import UnknownProvider, top_up_gateway
from amends.records.wallet.queries import top_up_to_look_at
from amends.usecases.wallet.note_looked import note_looked
from amends.usecases.wallet.record_top_up import record_top_up


def look_up(
    *, top_up_id: UUID, clock: Callable[[], datetime], gateway: Callable[[str], TopUpGateway] = top_up_gateway
) -> None:
    """Asks the payment house and records its answer; without one the top-up is looked at again later.

    The call stands between two asks, never inside one.
    """
    found = top_up_to_look_at(top_up_id)
    if found is None:
        return
    provider, ref = found
    try:
        news = gateway(provider).find_top_up(key=top_up_id, ref=ref)
    except (OutcomeUnknown, UnknownProvider):
        note_looked(top_up_id=top_up_id, answered=False, now=clock())
        return
    if news is None or not record_top_up(ask=news, now=clock()):
        note_looked(top_up_id=top_up_id, answered=True, now=clock())
