"""Take a file back, as long as it is part of a draft."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.usecases.evidence.store_file import forget_objects, keys_of
from amends.usecases.evidence.take_own import take_own


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveEvidence:
    """The ask."""

    evidence: UUID


def remove_evidence(*, ask: RemoveEvidence, actor: Actor) -> None:
    """Removes the row, and the objects once that is committed. Raises EvidenceUnseen, EvidenceSealed, DraftUnseen."""
    with transaction.atomic():
        row = take_own(ask.evidence, actor=actor)
        keys = keys_of(row).all()
        row.delete()
        transaction.on_commit(lambda: forget_objects(keys))
