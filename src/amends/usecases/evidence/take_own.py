"""Taking out a file that may still be changed: one of a draft that the actor began."""

from uuid import UUID

from amends.core.access import Actor
from amends.core.disputes.giving_evidence import EvidenceSealed, EvidenceUnseen
from amends.records.disputes.queries_drafts import lock_draft
from amends.records.evidence.models import Evidence
from amends.records.evidence.queries import visible_to


def take_own(evidence_id: UUID, *, actor: Actor) -> Evidence:
    """The file's row; its draft is locked. Raises EvidenceUnseen, EvidenceSealed for a dispute's file, and DraftUnseen

    when the draft was opened or dropped at this very moment.
    """
    seen = visible_to(actor).filter(id=evidence_id).first()
    if seen is None:
        raise EvidenceUnseen
    if seen.draft_id is None:
        raise EvidenceSealed(name=seen.name)
    lock_draft(seen.draft_id, actor=actor)
    row = Evidence.objects.filter(id=evidence_id, draft_id=seen.draft_id).first()
    if row is None:
        raise EvidenceUnseen
    return row
