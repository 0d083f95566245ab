"""Taking out one leg with the whole case it belongs to."""

from dataclasses import dataclass
from uuid import UUID

from amends.core.access import Actor
from amends.core.refusals import Refusal
from amends.records.disputes.case import Case, take_case
from amends.records.settlements.models import Leg, Settlement


class LegUnseen(Refusal):
    """No such leg."""

    code = "settlement.leg_unseen"
    sentence = "There is no leg %(leg)s."
    kind = "unseen"


@dataclass(frozen=True, slots=True)
class TakenLeg:
    """A leg, all legs of its settlement (it among them), and its case, locked."""

    leg: Leg
    legs: list[Leg]
    settlement: Settlement
    case: Case


def take_leg(*, leg_id: UUID, actor: Actor) -> TakenLeg:
    """Locks the case in the house's order; its legs change only under that lock. Raises LegUnseen."""
    number = Leg.objects.filter(id=leg_id).values_list("settlement__dispute__number", flat=True).first()
    if number is None:
        raise LegUnseen(leg=str(leg_id))
    case = take_case(number=number, actor=actor)
    legs = list(Leg.objects.filter(settlement__dispute=case.dispute).select_related("settlement").order_by("number"))
    leg = next(one for one in legs if one.id == leg_id)
    return TakenLeg(leg=leg, legs=legs, settlement=leg.settlement, case=case)
