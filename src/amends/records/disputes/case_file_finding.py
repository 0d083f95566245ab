"""What the policy finds of a case that is read."""

from collections.abc import Collection

from amends.core.evidence.purposes import Purpose
from amends.core.policies.explain import Finding
from amends.records.disputes.case_file import UNDECIDED, CaseFile
from amends.records.policies.findings import Judged, finding_at_opening, finding_now
from amends.records.policies.models import Finding as Kept


def finding_of(case: CaseFile, kept: Kept, *, evidence: Collection[Purpose]) -> Finding:
    """While the case is undecided, of all that is known by now: what every deciding verb holds an outcome against.

    Afterwards of what was known at opening, with all that was shown: what becomes of the order later changes it no
    more. `evidence` are the purposes of its files.
    """
    if case.state not in UNDECIDED:
        return finding_at_opening(kept, evidence=evidence)
    judged = Judged(
        reason=case.reason,
        detail=case.detail,
        order=case.order.facts,
        claimed=case.claimed,
        ceiling=case.ceiling,
        evidence=evidence,
    )
    return finding_now(kept, judged)
