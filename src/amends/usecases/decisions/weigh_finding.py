"""What every deciding verb does beside its decision: hold it against the policy's finding, and keep a departure."""

from datetime import datetime
from typing import Any

from amends.core.access import Actor
from amends.core.decisions.award import Outcome
from amends.core.decisions.departing import Departing, check_departing, departure
from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.claimable import ceiling
from amends.core.policies.enforce import check_shown
from amends.core.policies.explain import Finding
from amends.records.disputes.case import Case
from amends.records.evidence.models import Evidence
from amends.records.policies.findings import Judged, finding_now, kept_finding
from amends.records.policies.models import Departure


def find(case: Case) -> Finding | None:
    """The finding of a locked case, as it stands now; None where none was made at opening."""
    dispute = case.dispute
    kept = kept_finding(dispute.id)
    if kept is None:
        return None
    purposes = Evidence.objects.filter(dispute=dispute).values_list("purpose", flat=True)
    return finding_now(
        kept,
        Judged(
            reason=Reason(dispute.reason),
            detail=Detail(dispute.detail) if dispute.detail else None,
            order=case.facts,
            claimed=case.claimed,
            ceiling=ceiling(case.facts, case.claimed),
            evidence=frozenset(map(Purpose, purposes)),
        ),
    )


def weigh_finding(
    *,
    case: Case,
    outcome: Outcome,
    amount: int,
    departing: Departing | None,
    shown: str | None,
    actor: Actor,
    now: datetime,
    offer_round: int | None = None,
) -> dict[str, Any]:
    """Keeps the departure if the outcome is one, and returns what the trail tells of finding and departure.

    `shown` is the digest of the finding on the page. Raises FindingChanged and DepartureUnexplained.
    """
    finding = find(case)
    if finding is None:
        return {}
    if shown is not None:
        check_shown(finding, shown)
    told: dict[str, Any] = {
        "finding": {"version": finding.version, "answer": finding.decision.answer, "hash": finding.digest}
    }
    found = departure(finding, outcome, amount=amount, asked=case.dispute.asked)
    explained = check_departing(found, departing)
    if found is None or explained is None:
        return told
    dispute = case.dispute
    Departure.objects.create(
        account_id=dispute.account_id,
        dispute=dispute,
        version=finding.version,
        clause=finding.decision.clause.id if finding.decision.clause else None,
        kind=found.value,
        reason=explained.reason.value,
        words=explained.words.strip(),
        outcome=outcome.value,
        amount=amount,
        currency=dispute.currency,
        round=offer_round,
        by=actor.id,
        by_name=actor.name,
        at=now,
    )
    return {**told, "departs": found, "departs_because": explained.reason}
