"""Who bears a dispute's award, by its rows."""

from uuid import UUID

from amends.core.liability.shares import Bearing as CoreBearing
from amends.core.liability.shares import Shares
from amends.records.liability.models import Bearing


def current_bearing(dispute_id: UUID) -> Bearing | None:
    """The bearing that counts; None where nothing was decided yet."""
    return Bearing.objects.filter(dispute_id=dispute_id).order_by("-number").first()


def bearings_of(dispute_id: UUID) -> list[Bearing]:
    """Every bearing of the dispute, the policy's first."""
    return list(Bearing.objects.filter(dispute_id=dispute_id).order_by("number"))


def bearing_of(row: Bearing) -> CoreBearing:
    """The row as the core sees it."""
    shares = Shares(platform=row.platform, supplier=row.supplier, carrier=row.carrier, merchant=row.merchant)
    return CoreBearing(shares=shares, supplier=row.supplier_name, carrier=row.carrier_name)
