"""Give a file as evidence: with a draft, or with a dispute while its case is argued."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.disputes.giving_evidence import check_takes_evidence
from amends.core.disputes.states import State
from amends.core.evidence.limits import check_count, check_total
from amends.core.evidence.purposes import Purpose
from amends.core.standing.measures import check_allowed
from amends.core.standing.standings import Effect
from amends.core.trail.codes import TrailCode
from amends.records.access.measures import measure_of
from amends.records.disputes.case import Case, take_case
from amends.records.disputes.queries_drafts import lock_draft
from amends.records.evidence.models import Evidence
from amends.records.evidence.queries import amount_of
from amends.records.ids import new_id
from amends.records.notices.announce import announce
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.evidence.prepare_file import prepare_file
from amends.usecases.evidence.store_file import file_columns, forget_objects, store_file


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence:
    """The ask: a seekable file for a draft (its id) or else a dispute (its number). `name` as the browser sent it.

    `version` is the dispute's that was seen, None for whatever it is.
    """

    file: IO[bytes]
    name: str
    purpose: Purpose
    draft: UUID | None = None
    dispute: str | None = None
    shows_buyer_email: bool = False
    version: int | None = None


def add_evidence(*, ask: AddEvidence, actor: Actor, now: datetime) -> Evidence:
    """Cleans and stores the file, then writes its row; limits are counted under the draft's or dispute's lock.

    The home is asked twice: before the work, and again under lock when the bytes are stored.
    Raises Forbidden, AccountBlocked (for a draft), DraftUnseen, DisputeUnseen, StaleCase, EvidenceTooLate,
    TooManyFiles, TotalTooLarge and what `prepare_file` raises; then neither row nor object stays.
    """
    require(actor, Permission.MERCHANT_DISPUTE_OPEN if ask.draft else Permission.MERCHANT_DISPUTE_ANSWER)
    with transaction.atomic():
        check_room(_home(ask, actor, now)[0], name=ask.name, size=0)
    prepared = prepare_file(file=ask.file, name=ask.name, limits=settings.EVIDENCE_LIMITS)
    assert actor.account_id is not None
    row = Evidence(
        id=new_id(),
        account_id=actor.account_id,
        purpose=ask.purpose.value,
        shows_buyer_email=ask.shows_buyer_email,
        added_by=actor.id,
        added_by_name=actor.name,
        added_at=now,
        **file_columns(prepared),
    )
    keys = store_file(prepared=prepared, file=ask.file, account_id=row.account_id, evidence_id=row.id)
    row.original_key, row.shown_key, row.thumbnail_key = keys.original, keys.shown, keys.thumbnail
    try:
        with transaction.atomic():
            _put(row, ask=ask, actor=actor, now=now)
    except BaseException:
        forget_objects(keys.all())
        raise
    return row


def _put(row: Evidence, *, ask: AddEvidence, actor: Actor, now: datetime) -> None:
    home, case = _home(ask, actor, now)
    check_room(home, name=row.name, size=row.size)
    for name, value in home.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    if case is not None:
        tell_added(row, case=case, actor=actor, now=now)


def tell_added(row: Evidence, *, case: Case, actor: Actor, now: datetime) -> None:
    """Records a dispute's new file in its trail, and announces it. Whoever looked before has not seen it."""
    dispute = case.dispute
    dispute.version += 1
    record_trail(dispute, TrailCode.EVIDENCE_ADDED, actor=actor, now=now, after={"files": [sealed(row)]})
    dispute.save(update_fields=["version", *TRAIL_FIELDS])
    announce(
        TrailCode.EVIDENCE_ADDED,
        account_id=dispute.account_id,
        now=now,
        order_id=case.order.id,
        dispute_id=dispute.id,
        trail_seq=dispute.trail_seq,
        number=dispute.number,
        order=case.order.number,
        evidence=str(row.id),
    )


def sealed(row: Evidence) -> dict[str, Any]:
    """What a trail tells of a file: enough to know later that it is still the same one. Its name may name a person."""
    return {"id": row.id, "purpose": row.purpose, "sha256": row.sha256, "size": row.size}


def _home(ask: AddEvidence, actor: Actor, now: datetime) -> tuple[dict[str, UUID], Case | None]:
    """The column that says where the file belongs, its row locked."""
    if ask.draft is not None:
        assert actor.account_id is not None
        check_allowed(Effect.OPEN, measure_of(actor.account_id, now=now))
        return {"draft_id": lock_draft(ask.draft, actor=actor).id}, None
    case = take_case(number=ask.dispute or "", actor=actor, version=ask.version)
    check_takes_evidence(State(case.dispute.state), number=case.dispute.number)
    return {"dispute_id": case.dispute.id}, case


def check_room(home: dict[str, UUID], *, name: str, size: int) -> None:
    """Raises TooManyFiles, TotalTooLarge. The row that `home` names is locked."""
    kept = amount_of(Evidence.objects.filter(**home))
    check_count(settings.EVIDENCE_LIMITS, already=kept.files, adding=1)
    check_total(settings.EVIDENCE_LIMITS, name=name, already=kept.size, adding=size)
