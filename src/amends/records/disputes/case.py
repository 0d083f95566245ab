"""Taking out one dispute with everything its verbs decide on, locked in the house's order."""

from dataclasses import dataclass
from uuid import UUID

from amends.core.access import Actor, Side
from amends.core.disputes.refusals import DisputeUnseen, StaleCase
from amends.core.disputes.states import State, say_state
from amends.core.orders.claimable import LineFacts, OrderFacts
from amends.records.disputes.models import Claim, Dispute
from amends.records.orders.facts import line_facts, order_facts
from amends.records.orders.models import Order, OrderLine


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute, its order and claims, all locked. `money_order` and the money lines are the origin's for a resend."""

    dispute: Dispute
    order: Order
    money_order: Order
    lines: dict[UUID, OrderLine]
    claims: list[Claim]

    @property
    def facts(self) -> OrderFacts:
        """The order as the core sees it."""
        return order_facts(self.order, self.money_order)

    @property
    def claimed(self) -> list[tuple[LineFacts, int]]:
        """The claimed lines with their units; this claim itself does not count against them."""
        pairs: list[tuple[LineFacts, int]] = []
        for claim in self.claims:
            line = self.lines[claim.line_id]
            money = self.lines[line.root_line_id or line.id]
            pairs.append((line_facts(line, money, claimed_by_us=claim.quantity), claim.quantity))
        return pairs


def take_case(*, number: str, actor: Actor, version: int | None = None) -> Case:
    """Locks order (a resend's origin first) → lines by id → dispute, and reads each after its lock.

    Not their keys: a row that only refers to one of them, as a message does, waits for nobody and holds nobody up.
    A merchant finds only their own account's disputes. Raises DisputeUnseen, and StaleCase when `version` is given
    and the dispute has moved on since.
    """
    scope = {"account_id": actor.account_id} if actor.side is Side.MERCHANT else {}
    found = Dispute.objects.filter(number=number, **scope).values_list("id", "order_id", "order__root_order_id").first()
    if found is None:
        raise DisputeUnseen(number=number)
    dispute_id, order_id, root_id = found
    wanted = [root_id, order_id] if root_id else [order_id]
    orders = {id_: Order.objects.select_for_update(no_key=True).get(id=id_) for id_ in wanted}
    lines = {
        line.id: line
        for line in OrderLine.objects.select_for_update(no_key=True).filter(order__in=wanted).order_by("id")
    }
    dispute = Dispute.objects.select_for_update(no_key=True).get(id=dispute_id)
    check_seen(dispute, version)
    return Case(
        dispute=dispute,
        order=orders[order_id],
        money_order=orders[wanted[0]],
        lines=lines,
        claims=list(Claim.objects.filter(dispute_id=dispute_id).order_by("line__position")),
    )


def check_seen(dispute: Dispute, version: int | None) -> None:
    """Raises StaleCase when `version` is given and the dispute has moved on since."""
    if version is not None and dispute.version != version:
        raise StaleCase(number=dispute.number, version=dispute.version, state=say_state(State(dispute.state)))
