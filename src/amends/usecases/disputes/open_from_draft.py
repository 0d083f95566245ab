"""Confirm: the draft becomes a dispute with its files, once, however often the button is pressed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.disputes.giving_evidence import DraftUnseen, check_address_shown
from amends.core.disputes.typed import Typed, read_form
from amends.core.evidence.purposes import Purpose
from amends.core.trail.codes import TrailCode
from amends.records.disputes.models import Dispute, Draft
from amends.records.disputes.opening import find_twin
from amends.records.disputes.queries_drafts import lock_draft
from amends.records.evidence.models import Evidence
from amends.records.policies.findings import needed_for
from amends.records.policies.models import Finding
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.open_dispute import OpenDispute, Opened, open_dispute
from amends.usecases.evidence.add_evidence import sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFromDraft:
    """The ask: the draft as it was last saved. `shown` is the digest of the finding that the opener saw."""

    draft: UUID
    address_verified: bool
    shown: str | None = None


def open_from_draft(*, ask: OpenFromDraft, actor: Actor, now: datetime) -> Opened:
    """Opens the dispute, moves the files to it and ends the draft; all of it or nothing.

    A second ask for the same draft gets the dispute that the first one opened (`repeated`).
    Raises Forbidden, DraftUnseen, AddressNotShown, and what `read_form` and `open_dispute` raise.
    """
    require(actor, Permission.MERCHANT_DISPUTE_OPEN)
    # The dispute keeps the draft's id as its request key, and the draft's lock makes a second ask wait here.
    key = f"draft:{ask.draft}"
    with transaction.atomic():
        try:
            draft = lock_draft(ask.draft, actor=actor)
        except DraftUnseen:
            twin = find_twin(actor, key=None, request_key=key)
            if twin is None:
                raise
            return Opened(id=UUID(twin.answer["id"]), answer=twin.answer, repeated=True)
        files = list(Evidence.objects.filter(draft=draft).order_by("id"))
        form = read_form(Typed.from_json(draft.form), currency=draft.order.currency)
        opened = open_dispute(
            ask=OpenDispute(
                who=actor,
                order=draft.order.number,
                form=form,
                evidence=tuple(Purpose(row.purpose) for row in files),
                address_verified=ask.address_verified,
                shown=ask.shown,
                request_key=key,
            ),
            now=now,
        )
        _check_shown(opened.id, files)
        _move_files(draft, files, dispute_id=opened.id, actor=actor, now=now)
        draft.delete()
        return opened


def _check_shown(dispute_id: UUID, files: list[Evidence]) -> None:
    """Asked of what the opening was decided on: whose clause wants a complaint wants to see whose it is."""
    finding = Finding.objects.get(dispute_id=dispute_id)
    check_address_shown(needed_for(finding), any(row.shows_buyer_email for row in files))


def _move_files(draft: Draft, files: list[Evidence], *, dispute_id: UUID, actor: Actor, now: datetime) -> None:
    if not files:
        return
    Evidence.objects.filter(draft=draft).update(draft=None, dispute_id=dispute_id)
    dispute = Dispute.objects.select_for_update(no_key=True).get(id=dispute_id)
    after = {"files": [sealed(row) for row in files]}
    record_trail(dispute, TrailCode.EVIDENCE_ADDED, actor=actor, now=now, after=after)
    dispute.save(update_fields=[*TRAIL_FIELDS])
