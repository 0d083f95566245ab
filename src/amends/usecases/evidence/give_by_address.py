"""Give a dispute files by their addresses: those uploaded before are its own at once, the others are fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.disputes.giving_evidence import check_takes_evidence
from amends.core.disputes.states import State
from amends.core.evidence.fetching import UPLOAD_LIFE, FetchState
from amends.records.disputes.case import Case, take_case
from amends.records.evidence.models import EvidenceFetch
from amends.usecases.evidence.give_fetched import fail, give_fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveByAddress:
    """The ask. `files` maps each address to the id of what was uploaded under it, None for an address elsewhere."""

    dispute: str
    files: Mapping[str, UUID | None]
    version: int | None = None


def give_by_address(*, ask: GiveByAddress, actor: Actor, now: datetime) -> None:
    """Each address once for a dispute. Raises Forbidden, DisputeUnseen, StaleCase, EvidenceTooLate."""
    require(actor, Permission.MERCHANT_DISPUTE_ANSWER)
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        check_takes_evidence(State(case.dispute.state), number=case.dispute.number)
        for url, upload in ask.files.items():
            _give(case, url, upload, actor=actor, now=now)


def _give(case: Case, url: str, upload: UUID | None, *, actor: Actor, now: datetime) -> None:
    dispute = case.dispute
    if EvidenceFetch.objects.filter(dispute_id=dispute.id, url=url).exists():
        return
    own = EvidenceFetch.objects.select_for_update().filter(account_id=dispute.account_id)
    row = own.filter(id=upload).first() if upload else None
    if row is None:
        EvidenceFetch.objects.create(
            account_id=dispute.account_id,
            dispute=dispute,
            url=url,
            asked_by=actor.id,
            asked_by_name=actor.name,
            asked_at=now,
            next_try_at=now,
        )
    elif row.dispute_id is None and not EvidenceFetch.objects.filter(dispute_id=dispute.id, url=row.url).exists():
        row.dispute = dispute
        row.save(update_fields=["dispute"])
        if row.asked_at <= now - UPLOAD_LIFE:
            fail(row, why="It was uploaded more than a day ago; upload it again.", case=case, now=now)
        elif row.state == FetchState.FETCHED:
            give_fetched(row, case=case, now=now)
