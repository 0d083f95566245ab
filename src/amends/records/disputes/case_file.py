"""One case with all that its page shows, read without a lock: a verb takes the case out again before it decides."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.disputes.states import MOVES, Move, State
from amends.core.orders.claimable import LineFacts, ceiling
from amends.core.orders.parts import Parts
from amends.records.disputes.models import Claim, Dispute
from amends.records.disputes.queue_rows import name_of
from amends.records.orders.queries_page import LineShown, OrderShown, show_order

UNDECIDED = MOVES[Move.WITHDRAW].sources
"""While a dispute can be withdrawn nothing of it is decided, and its lines still wait for their money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A claimed line. `asked` in minor units; `ceiling` is what the units could bring back when it was opened."""

    line: LineShown
    quantity: int
    asked: int
    ceiling: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A dispute with its order and claims. Amounts in minor units of `currency`.

    `resend` is the number of the order that resends its goods, `previous` that of the dispute filed before it.
    """

    id: UUID
    number: str
    version: int
    state: State
    reason: Reason
    detail: Detail | None
    wish: Wish
    asked: int
    currency: str
    ceiling_at_opening: Parts
    buyer_email: str
    opened_at: datetime
    opened_by: str
    state_since: datetime
    due_at: datetime | None
    closed_at: datetime | None
    escalations: int
    assignee_id: UUID | None
    assignee: str
    account_id: UUID
    account: str
    order_id: UUID
    previous: str | None
    resend: str | None
    resend_id: UUID | None
    order: OrderShown
    claims: tuple[ClaimShown, ...]

    @property
    def claimed(self) -> list[tuple[LineFacts, int]]:
        """The claimed lines with their units; this claim itself does not count against them."""
        return [
            (replace(claim.line.facts, claimed=claim.line.facts.claimed - claim.quantity), claim.quantity)
            for claim in self.claims
        ]

    @property
    def ceiling(self) -> Parts:
        """The most the claim can bring back now; once it was decided, what it could when it was opened."""
        return ceiling(self.order.facts, self.claimed) if self.state in UNDECIDED else self.ceiling_at_opening


def currency_of(number: str) -> str:
    """The currency a dispute's amounts are typed in. Raises DisputeUnseen."""
    found = Dispute.objects.filter(number=number).values_list("currency", flat=True).first()
    if found is None:
        raise DisputeUnseen(number=number)
    return found


def read_case_file(number: str) -> CaseFile:
    """The case, in seven statements however much hangs on it. Raises DisputeUnseen."""
    dispute = (
        Dispute.objects.filter(number=number)
        .annotate(
            account_name=F("account__name"),
            order_number=F("order__number"),
            assignee_name=name_of("assignee"),
            previous_number=F("previous__number"),
            resend_number=F("resend_order__number"),
        )
        .first()
    )
    if dispute is None:
        raise DisputeUnseen(number=number)
    order = show_order(account_id=dispute.account_id, number=dispute.order_number)
    assert order is not None
    return _case_file(dispute, order)


def _case_file(dispute: Any, order: OrderShown) -> CaseFile:
    """`dispute` is a Dispute with what `read_case_file` adds."""
    return CaseFile(
        id=dispute.id,
        number=dispute.number,
        version=dispute.version,
        state=State(dispute.state),
        reason=Reason(dispute.reason),
        detail=Detail(dispute.detail) if dispute.detail else None,
        wish=Wish(dispute.wish),
        asked=dispute.asked,
        currency=dispute.currency,
        ceiling_at_opening=_ceiling(dispute),
        buyer_email=dispute.buyer_email,
        opened_at=dispute.opened_at,
        opened_by=dispute.opened_by_name,
        state_since=dispute.state_since,
        due_at=dispute.due_at,
        closed_at=dispute.closed_at,
        escalations=dispute.escalations,
        assignee_id=dispute.assignee_id,
        assignee=dispute.assignee_name or "",
        account_id=dispute.account_id,
        account=dispute.account_name,
        order_id=dispute.order_id,
        previous=dispute.previous_number,
        resend=dispute.resend_number,
        resend_id=dispute.resend_order_id,
        order=order,
        claims=_claims(dispute, order),
    )


def _claims(dispute: Dispute, order: OrderShown) -> tuple[ClaimShown, ...]:
    lines = {line.facts.id: line for line in order.lines}
    return tuple(
        ClaimShown(line=lines[claim.line_id], quantity=claim.quantity, asked=claim.asked, ceiling=_ceiling(claim))
        for claim in Claim.objects.filter(dispute=dispute).order_by("line__position")
    )


def _ceiling(row: Dispute | Claim) -> Parts:
    return Parts(row.ceiling_goods, row.ceiling_shipping, row.ceiling_tax, row.ceiling_tax_handling)
