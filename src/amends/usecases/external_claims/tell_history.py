"""Write one row of a claim's own history: who, what, when, why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.access import Actor
from amends.core.external_claims.words import ExternalStep
from amends.records.external_claims.models import ExternalClaim, ExternalEvent


def tell_history(
    claim: ExternalClaim,
    step: ExternalStep,
    *,
    actor: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    words: str = "",
) -> None:
    """Beside the change, in its transaction."""
    ExternalEvent.objects.create(
        claim=claim,
        code=step.value,
        at=now,
        by=actor.id,
        by_name=actor.name,
        before=dict(before or {}),
        after=dict(after or {}),
        words=words,
    )
