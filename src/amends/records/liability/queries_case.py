"""Who bears a case, for its file. Amounts in minor units."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from amends.core.liability.shares import CHARGED, Borne
from amends.core.liability.shares import Bearing as CoreBearing
from amends.core.policies.words import Bearer
from amends.core.settlements.legs import LegState
from amends.records.liability.bearings import bearing_of, bearings_of
from amends.records.liability.models import Bearing, DebitLine, DebitNote
from amends.records.liability.queries_note import clause_title
from amends.records.settlements.models import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class BearerShown:
    """One who bears `percent`, which is `amount` of the award. `fallen`: nobody is known, so the platform bears it."""

    bearer: Bearer
    name: str
    percent: int
    amount: int
    fallen: bool
    notes: tuple[DebitNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityShown:
    """Who bears a decided case. `paid` of `award` is charged already. `overrides` are staff's, oldest first.

    `issued` is the number of a note that was issued over it; then it is credited there.
    """

    current: Bearing
    bearing: CoreBearing
    clause: str
    award: int
    paid: int
    currency: str
    bearers: tuple[BearerShown, ...]
    overrides: tuple[Bearing, ...]
    issued: str


def liability_of(dispute_id: UUID) -> LiabilityShown | None:
    """Who bears the case; None where nothing was decided, or before anybody was asked to bear it."""
    found = bearings_of(dispute_id)
    if not found:
        return None
    legs = [leg for leg in Leg.objects.filter(settlement__dispute_id=dispute_id) if leg.state != LegState.CLOSED.value]
    told = bearing_of(found[-1])
    parts = [told.split(leg.amount) for leg in legs]
    whole = Borne(**{name: sum(getattr(part, name) for part in parts) for name in ("platform", "supplier", "carrier")})
    standing = _standing(dispute_id)
    return LiabilityShown(
        current=found[-1],
        bearing=told,
        clause=clause_title(found[-1].version, found[-1].clause),
        award=sum(leg.amount for leg in legs),
        paid=sum(leg.amount for leg in legs if leg.state == LegState.SUCCEEDED.value),
        currency=legs[0].currency if legs else "",
        bearers=tuple(_bearer(told, bearer, whole, standing) for bearer in Bearer if _told(told, bearer, whole)),
        overrides=tuple(found[1:]),
        issued=_issued(dispute_id) if any(note.number for note in standing) else "",
    )


def _standing(dispute_id: UUID) -> list[DebitNote]:
    """The notes in which lines of the case stand that come to something."""
    notes = DebitNote.objects.filter(lines__dispute_id=dispute_id)
    held = notes.annotate(held=Sum("lines__amount")).exclude(held=0)
    return list(held.order_by("kind", "name", "month"))


def _issued(dispute_id: UUID) -> str:
    """The number of a note that was issued over charges of the case that still stand; empty without one."""
    lines = DebitLine.objects.filter(dispute_id=dispute_id, reverses=None, reversed_by=None)
    return str(lines.exclude(note__number=None).order_by("id").values_list("note__number", flat=True).first() or "")


def _told(told: CoreBearing, bearer: Bearer, whole: Borne) -> bool:
    return bool(told.shares.of(bearer) or whole.of(bearer))


def _bearer(told: CoreBearing, bearer: Bearer, whole: Borne, standing: list[DebitNote]) -> BearerShown:
    mine = [note for note in standing if bearer in CHARGED and note.kind == bearer.value]
    return BearerShown(
        bearer=bearer,
        name=told.name_of(bearer),
        percent=told.shares.of(bearer),
        amount=whole.of(bearer),
        fallen=bearer in told.fallen,
        notes=tuple(mine),
    )
