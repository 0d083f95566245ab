"""What the policy says of a case, as its file shows it: now, at opening, and where somebody departed from it."""

from dataclasses import dataclass

from amends.core.decisions.award import Outcome, outcome_of
from amends.core.decisions.departing import DEPART_TITLES, DEPARTURE_TITLES, DepartReason, departure
from amends.core.decisions.departing import Departure as Kind
from amends.core.disputes.states import Move
from amends.core.evidence.purposes import Purpose
from amends.core.policies.clauses import Need
from amends.core.policies.explain import Considered, Finding
from amends.core.policies.sentences import Sentence
from amends.core.policies.tell import tell_considered, tell_finding
from amends.records.disputes.case_file import CaseFile
from amends.records.disputes.case_file_finding import finding_of
from amends.records.policies.findings import finding_at_opening, kept_finding, needed_for
from amends.records.policies.models import Departure


@dataclass(frozen=True, slots=True)
class Departed:
    """A departure as it was kept: in what, why, in whose words."""

    kept: Departure
    in_what: Sentence
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShown:
    """`finding` is what the policy finds by now (`finding_of`); `changed` when it found something else at opening.

    `needed` is what had to be shown. `departs` tells of the moves that grant or refuse as they stand in what they
    would depart from it.
    """

    finding: Finding
    needed: tuple[Need, ...]
    told: tuple[Sentence, ...]
    considered: list[tuple[Considered, tuple[Sentence, ...]]]
    changed: bool
    departs: dict[str, Sentence]


def show_finding(case: CaseFile, evidence: frozenset[Purpose]) -> FindingShown | None:
    """None for a case of which nothing was found when it was opened."""
    kept = kept_finding(case.id)
    if kept is None:
        return None
    opened = finding_at_opening(kept)
    now = finding_of(case, kept, evidence=evidence)
    return FindingShown(
        finding=now,
        needed=needed_for(kept),
        told=tell_finding(now),
        considered=[(one, tell_considered(one)) for one in now.considered],
        changed=now.digest != opened.digest,
        departs=_departs(now, case),
    )


def departed_from(case: CaseFile) -> list[Departed]:
    """Every departure of the case, oldest first."""
    return [
        Departed(kept, Sentence(DEPARTURE_TITLES[Kind(kept.kind)]), Sentence(DEPART_TITLES[DepartReason(kept.reason)]))
        for kept in Departure.objects.filter(dispute_id=case.id).order_by("id")
    ]


def _departs(finding: Finding, case: CaseFile) -> dict[str, Sentence]:
    outcomes = {Move.REJECT: Outcome.REJECT}
    if case.wish.is_refund:
        outcomes[Move.APPROVE] = outcome_of(case.wish)
    found = {
        move.value: departure(finding, outcome, amount=case.asked, asked=case.asked)
        for move, outcome in outcomes.items()
    }
    return {move: Sentence(DEPARTURE_TITLES[kind]) for move, kind in found.items() if kind}
