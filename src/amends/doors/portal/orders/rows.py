"""Orders' rows with the dispute that each one is marked with."""

from collections.abc import Sequence
from uuid import UUID

from amends.records.disputes.of_orders import DisputeOfOrder, disputes_of_orders
from amends.records.orders.queries_list import OrderRow


def marked(rows: Sequence[OrderRow], *, account_id: UUID) -> list[tuple[OrderRow, DisputeOfOrder | None]]:
    """Each row with its open dispute, else its latest one, if it ever had any."""
    disputes = disputes_of_orders(account_id=account_id, order_ids=[row.id for row in rows])
    return [(row, _foremost(disputes[row.id])) for row in rows]


def _foremost(disputes: list[DisputeOfOrder]) -> DisputeOfOrder | None:
    return next((dispute for dispute in disputes if dispute.open), disputes[0] if disputes else None)
