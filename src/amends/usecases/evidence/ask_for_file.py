"""Upload a file by its address, for a dispute that is still to come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.evidence.fetching import MOST_WAITING, UPLOAD_LIFE, TooManyWaiting
from amends.core.outbound.networks import checked_address
from amends.core.standing.measures import check_allowed
from amends.core.standing.standings import Effect
from amends.records.access.measures import measure_of
from amends.records.access.models import Account
from amends.records.evidence.models import EvidenceFetch


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForFile:
    """The ask."""

    url: str


def ask_for_file(*, ask: AskForFile, actor: Actor, now: datetime) -> UUID:
    """The id that the file will have as evidence.

    Raises Forbidden, AddressRefused, AccountBlocked, TooManyWaiting.
    """
    require(actor, Permission.MERCHANT_DISPUTE_OPEN)
    url = checked_address(ask.url, settings.OUTBOUND_RULES)
    assert actor.account_id is not None
    with transaction.atomic():
        Account.objects.select_for_update().get(id=actor.account_id)
        check_allowed(Effect.OPEN, measure_of(actor.account_id, now=now))
        waiting = EvidenceFetch.objects.filter(
            account_id=actor.account_id, dispute__isnull=True, asked_at__gt=now - UPLOAD_LIFE
        )
        if waiting.exclude(state="failed").count() >= MOST_WAITING:
            raise TooManyWaiting(most=MOST_WAITING)
        row = EvidenceFetch.objects.create(
            account_id=actor.account_id,
            url=url,
            asked_by=actor.id,
            asked_by_name=actor.name,
            asked_at=now,
            next_try_at=now,
        )
        return row.id
