"""What the policy says of a dispute: by the version that was in force when it was opened, on that day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from uuid import UUID

from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.claimable import LineFacts, OrderFacts
from amends.core.orders.parts import Parts
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Need
from amends.core.policies.explain import Finding as CoreFinding
from amends.core.policies.explain import explain
from amends.core.policies.facts import facts_from
from amends.records.policies.judging import judge_of
from amends.records.policies.models import Finding
from amends.records.policies.programs import program_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A dispute as its finding needs it."""

    reason: Reason
    detail: Detail | None
    order: OrderFacts
    claimed: Sequence[tuple[LineFacts, int]]
    ceiling: Parts
    evidence: Collection[Purpose]


def kept_finding(dispute_id: UUID) -> Finding | None:
    """The finding that was made at opening; None where there is none."""
    return Finding.objects.filter(dispute_id=dispute_id).first()


def finding_now(kept: Finding, case: Judged) -> CoreFinding:
    """The finding with what is known of the order and shown as evidence by now.

    Days are counted up to the day of opening: a case grows no older by waiting for us. The account's standing is that
    of the opening too: what becomes of the account later is held against nothing that it had opened before.
    """
    judge = judge_of(kept.version, now=kept.found_at)
    facts = judge.facts(
        case.order,
        case.claimed,
        reason=case.reason,
        detail=case.detail,
        ceiling=case.ceiling if case.order.charged_known else None,
        evidence=case.evidence,
    )
    facts = replace(facts, standing=facts_from(kept.facts).standing)
    return explain(judge.program, facts, today=judge.today)


def finding_at_opening(kept: Finding, *, evidence: Collection[Purpose] | None = None) -> CoreFinding:
    """The finding made at opening, explained again from its stored facts; with `evidence`, as if it had been given."""
    facts = facts_from(kept.facts)
    if evidence is not None:
        facts = replace(facts, evidence=frozenset(evidence))
    return explain(program_of(kept.version), facts, today=kept.found_at.astimezone(UTC).date())


def needed_for(kept: Finding) -> tuple[Need, ...]:
    """What had to be shown at opening: all that would be missing without any file."""
    facts = replace(facts_from(kept.facts), evidence=frozenset())
    return program_of(kept.version).decide(facts).missing


def automatic(dispute_ids: Collection[UUID]) -> list[UUID]:
    """Those of the disputes whose finding let them be decided without a person. One statement."""
    found = Finding.objects.filter(dispute_id__in=dispute_ids, answer=Answer.YES.value, gist__automatic=True)
    return list(found.order_by("id").values_list("dispute_id", flat=True))
