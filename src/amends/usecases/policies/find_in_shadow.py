"""Have every draft that runs in the shadow judge a new dispute by its stored facts; nothing is applied."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

from amends.core.policies import explain
from amends.core.policies.facts import facts_from
from amends.core.policies.issues import PolicyInvalid
from amends.core.policies.shadow import differs
from amends.records.policies.models import Finding, PolicyVersion, ShadowFinding
from amends.records.policies.shadows import draft_program, shadowed


def find_in_shadow(*, dispute_id: UUID, now: datetime) -> None:
    """Records what each draft finds beside what was found when the dispute was opened. Safe to repeat.

    A draft that is no policy, in the middle of being written, finds nothing.
    """
    finding = Finding.objects.filter(dispute_id=dispute_id).first()
    if finding is None:
        return
    facts, today = facts_from(finding.facts), finding.found_at.astimezone(UTC).date()
    found = []
    for draft in shadowed():
        with suppress(PolicyInvalid):
            program = draft_program(draft.id, draft.edits, draft.document)
            found.append(_shadow(draft, finding, explain.explain(program, facts, today=today), now))
    ShadowFinding.objects.bulk_create(found, ignore_conflicts=True)


def _shadow(draft: PolicyVersion, finding: Finding, found: explain.Finding, now: datetime) -> ShadowFinding:
    gist, decision = found.gist(), found.decision
    return ShadowFinding(
        account_id=finding.account_id,
        dispute_id=finding.dispute_id,
        version=draft,
        edits=draft.edits,
        answer=decision.answer.value,
        clause=decision.clause.id if decision.clause else None,
        gist=gist,
        differs=differs(finding.gist, gist),
        found_at=now,
    )
