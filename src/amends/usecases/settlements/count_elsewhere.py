"""Count what claims at payment houses took of a leg in our place: reserved and owed by us no longer, or again."""

from collections.abc import Sequence

from django.db.models import F

from amends.records.decisions.models import Award
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.settlements.models import Leg, Settlement
from amends.records.settlements.take import TakenLeg


def awards_of(taken: TakenLeg) -> list[Award]:
    """The decision's awards, by their lines' places."""
    return list(Award.objects.filter(decision_id=taken.settlement.decision_id).order_by("line__position"))


def count_elsewhere(taken: TakenLeg, awards: Sequence[Award], parts: Sequence[int]) -> None:
    """Of each award so much more was taken elsewhere, minor units (less than nothing: less), and of the leg their sum.

    What is taken elsewhere is reserved no longer: on the lines, the order, and the payment that holds for the leg.
    """
    settlement, leg, whole = taken.settlement, taken.leg, sum(parts)
    for award, part in zip(awards, parts, strict=True):
        line = taken.case.lines[award.line_id]
        Award.objects.filter(id=award.id).update(taken_elsewhere=F("taken_elsewhere") + part)
        OrderLine.objects.filter(id=line.root_line_id or line.id).update(reserved=F("reserved") - part)
    Order.objects.filter(id=taken.case.money_order.id).update(reserved=F("reserved") - whole)
    Payment.objects.filter(legs=leg).update(reserved=F("reserved") - whole)
    Leg.objects.filter(id=leg.id).update(taken_elsewhere=F("taken_elsewhere") + whole)
    Settlement.objects.filter(id=settlement.id).update(taken_elsewhere=F("taken_elsewhere") + whole)
    settlement.refresh_from_db(fields=["taken_elsewhere"])
