"""Give a dispute files by their addresses: those uploaded before are its own at once, the others are fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.disputes.giving_evidence import check_takes_evidence
from amends.core.disputes.states import State
from amends.core.evidence.fetching import UPLOAD_LIFE, FetchState, UploadTooOld
from amends.core.evidence.purposes import Purpose
from amends.records.disputes.case import Case, take_case
from amends.records.evidence.models import EvidenceFetch
from amends.usecases.evidence.give_fetched import fail, give_fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAt:
    """An address that was checked, and what its file shows; nothing was said of that where `purpose` is None.

    `upload` is the id of what was uploaded under it, None for an address elsewhere.
    """

    url: str
    purpose: Purpose | None = None
    shows_buyer_email: bool = False
    upload: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveByAddress:
    """The ask."""

    dispute: str
    files: Sequence[FileAt]
    version: int | None = None


def give_by_address(*, ask: GiveByAddress, actor: Actor, now: datetime) -> None:
    """Each address once for a dispute: told again, one that waits is what is said of it now, one that failed is tried

    anew. Raises Forbidden, DisputeUnseen, StaleCase, EvidenceTooLate.
    """
    require(actor, Permission.MERCHANT_DISPUTE_ANSWER)
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        check_takes_evidence(State(case.dispute.state), number=case.dispute.number)
        for file in ask.files:
            _give(case, file, actor=actor, now=now)


def _give(case: Case, file: FileAt, *, actor: Actor, now: datetime) -> None:
    own = EvidenceFetch.objects.select_for_update().filter(account_id=case.dispute.account_id)
    known = own.filter(dispute_id=case.dispute.id, url=file.url).first()
    upload = own.filter(id=file.upload).first() if file.upload else None
    if known is not None:
        _tell_again(known, file, now=now)
    elif upload is None:
        _wait(case, file, actor=actor, now=now)
    elif upload.dispute_id is None and not own.filter(dispute_id=case.dispute.id, url=upload.url).exists():
        _take_up(case, upload, now=now)


def _wait(case: Case, file: FileAt, *, actor: Actor, now: datetime) -> None:
    EvidenceFetch.objects.create(
        account_id=case.dispute.account_id,
        dispute=case.dispute,
        url=file.url,
        purpose=file.purpose or Purpose.OTHER,
        shows_buyer_email=file.shows_buyer_email,
        asked_by=actor.id,
        asked_by_name=actor.name,
        asked_at=now,
        next_try_at=now,
    )


def _tell_again(row: EvidenceFetch, file: FileAt, *, now: datetime) -> None:
    if row.state not in (FetchState.WAITING, FetchState.FAILED):
        return
    if row.state == FetchState.FAILED:
        row.state, row.tries, row.next_try_at = FetchState.WAITING.value, 0, now
    if file.purpose is not None:
        row.purpose, row.shows_buyer_email = file.purpose.value, file.shows_buyer_email
    row.save(update_fields=["state", "tries", "next_try_at", "purpose", "shows_buyer_email"])


def _take_up(case: Case, row: EvidenceFetch, *, now: datetime) -> None:
    row.dispute = case.dispute
    row.save(update_fields=["dispute"])
    if row.asked_at <= now - UPLOAD_LIFE:
        fail(row, why=UploadTooOld(), case=case, now=now)
    elif row.state == FetchState.FETCHED:
        give_fetched(row, case=case, now=now)
