"""Fix who bears an award: what every deciding verb does beside its decision."""

from datetime import datetime

from amends.core.access import SYSTEM
from amends.core.liability.shares import PLATFORM_ALONE, shares_of
from amends.core.policies.explain import Finding
from amends.records.disputes.case import Case
from amends.records.liability.models import Bearing


def fix_bearing(*, case: Case, finding: Finding | None, now: datetime) -> None:
    """Writes the shares of the clause that counts now, and who the order's supplier and carrier are.

    The platform bears what no clause speaks of, and what is given although a clause's time has passed. What is written
    stays, whatever becomes of order or policy.
    """
    decision = finding.decision if finding else None
    clause = decision.clause if decision and decision.then else None
    shares = shares_of(clause.then.liability) if clause else PLATFORM_ALONE
    Bearing.objects.create(
        account_id=case.dispute.account_id,
        dispute=case.dispute,
        number=1,
        platform=shares.platform,
        supplier=shares.supplier,
        carrier=shares.carrier,
        merchant=shares.merchant,
        supplier_name=case.order.supplier.strip(),
        carrier_name=case.order.shipping_method.strip(),
        version=finding.version if finding else None,
        clause=clause.id if clause else None,
        by=SYSTEM.id,
        by_name=SYSTEM.name,
        at=now,
    )
