"""Have every draft that runs in the shadow judge a new dispute by its stored facts; nothing is applied."""

from datetime import UTC, datetime
from uuid import UUID

from amends.core.policies.explain import explain
from amends.core.policies.facts import facts_from
from amends.core.policies.shadow import differs
from amends.records.policies.models import Finding, ShadowFinding
from amends.records.policies.shadows import draft_program, shadowed


def find_in_shadow(*, dispute_id: UUID, now: datetime) -> None:
    """Records what each draft finds beside what was found when the dispute was opened. Safe to repeat."""
    finding = Finding.objects.filter(dispute_id=dispute_id).first()
    if finding is None:
        return
    facts, today = facts_from(finding.facts), finding.found_at.astimezone(UTC).date()
    found = []
    for draft in shadowed():
        of_draft = explain(draft_program(draft.id, draft.edits, draft.document), facts, today=today)
        gist = of_draft.gist()
        found.append(
            ShadowFinding(
                account_id=finding.account_id,
                dispute_id=dispute_id,
                version=draft,
                edits=draft.edits,
                answer=of_draft.decision.answer.value,
                clause=of_draft.decision.clause.id if of_draft.decision.clause else None,
                gist=gist,
                differs=differs(finding.gist, gist),
                found_at=now,
            )
        )
    ShadowFinding.objects.bulk_create(found, ignore_conflicts=True)
