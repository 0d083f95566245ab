"""Decide otherwise than the policy who bears an award, until a debit note was issued over it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.access import Actor
from amends.core.disputes.states import State
from amends.core.liability.notes import NoteState
from amends.core.liability.overriding import (
    OVERRIDABLE,
    BearingChanged,
    BearingUnchanged,
    NoteIssuedAlready,
    NothingBorne,
    check_may_override,
    check_override,
    same_bearing,
    shares_told,
)
from amends.core.liability.shares import Bearing as CoreBearing
from amends.core.settlements.legs import LegState
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import Case, take_case
from amends.records.liability.bearings import bearing_of, current_bearing
from amends.records.liability.collect import charge, standing_lines, undo
from amends.records.liability.models import Bearing
from amends.records.settlements.models import Leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideLiability:
    """The ask: three percents that add up to 100, the names of those charged, and why.

    `shown` is the number of the bearing on the page, where one was shown.
    """

    dispute: str
    supplier: int
    carrier: int
    platform: int
    why: str
    supplier_name: str = ""
    carrier_name: str = ""
    shown: int | None = None


def override_liability(*, ask: OverrideLiability, actor: Actor, now: datetime) -> None:
    """What was charged is reversed and charged anew. A merchant's share ends with it: it takes no part of an award.

    Raises Forbidden, SharesUneven, SupplierUnnamed, CarrierUnnamed, WhyMissing, DisputeUnseen, NothingBorne,
    BearingChanged, BearingUnchanged and NoteIssuedAlready.
    """
    check_may_override(actor)
    wanted = CoreBearing(
        shares=shares_told(supplier=ask.supplier, carrier=ask.carrier, platform=ask.platform),
        supplier=ask.supplier_name.strip(),
        carrier=ask.carrier_name.strip(),
    )
    check_override(wanted, why=ask.why.strip())
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor)
        before = _standing(case, ask, wanted)
        legs = list(Leg.objects.filter(settlement__dispute=case.dispute, state=LegState.SUCCEEDED).order_by("number"))
        lines = standing_lines(case.dispute.id)
        for line in lines:
            if line.note.state != NoteState.COLLECTING.value:
                raise NoteIssuedAlready(note=line.note.number)
        bearing = _write(case, before, wanted, why=ask.why.strip(), actor=actor, now=now)
        for line in lines:
            undo(line, credit=None, now=now)
        for leg in legs:
            charge(leg, bearing, order_id=case.order.id, now=now)


def _standing(case: Case, ask: OverrideLiability, wanted: CoreBearing) -> Bearing:
    """The bearing that counts until now, if it may be changed."""
    dispute, current = case.dispute, current_bearing(case.dispute.id)
    money = Leg.objects.filter(settlement__dispute=dispute, amount__gt=0).exists()
    if State(dispute.state) not in OVERRIDABLE or current is None or not money:
        raise NothingBorne(number=dispute.number)
    if ask.shown is not None and ask.shown != current.number:
        raise BearingChanged(number=dispute.number)
    if same_bearing(bearing_of(current), wanted):
        raise BearingUnchanged(number=dispute.number)
    return current


def _write(case: Case, before: Bearing, wanted: CoreBearing, *, why: str, actor: Actor, now: datetime) -> Bearing:
    dispute, shares = case.dispute, wanted.shares
    bearing = Bearing.objects.create(
        account_id=dispute.account_id,
        dispute=dispute,
        number=before.number + 1,
        platform=shares.platform,
        supplier=shares.supplier,
        carrier=shares.carrier,
        merchant=shares.merchant,
        supplier_name=wanted.supplier,
        carrier_name=wanted.carrier,
        version=before.version,
        clause=before.clause,
        why=why,
        by=actor.id,
        by_name=actor.name,
        at=now,
    )
    record_trail(
        dispute,
        TrailCode.LIABILITY_OVERRIDDEN,
        actor=actor,
        now=now,
        before=_told(before),
        after=_told(bearing),
        why=why,
    )
    dispute.save(update_fields=TRAIL_FIELDS)
    return bearing


def _told(row: Bearing) -> dict[str, Any]:
    """Only what differs is shown of it; a name without a share tells nothing."""
    told = bearing_of(row)
    return {bearer.value: f"{percent} % {told.name_of(bearer)}".strip() for bearer, percent in told.shares.told}
