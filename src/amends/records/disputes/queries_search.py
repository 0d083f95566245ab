"""Finding an account's disputes by what people have at hand: their number, or anything that finds their order."""

from uuid import UUID

from django.db.models import F, Q

from amends.records.disputes.answers import DisputeRow
from amends.records.disputes.models import Dispute
from amends.records.orders.queries_search import search_orders


def search_disputes(*, account_id: UUID, words: str, most: int) -> list[DisputeRow]:
    """The latest `most` disputes whose number begins with `words`, or whose order is found by them."""
    orders = search_orders(account_id=account_id, words=words).ids
    found = Dispute.objects.filter(Q(number__startswith=words.upper()) | Q(order__in=orders), account_id=account_id)
    rows = found.order_by("-opened_at", "-id").values_list(
        *("id", "number", F("order__number"), "state", "reason", "wish", "asked", "currency"),
        *("opened_at", "due_at", "version", "account_id"),
    )
    return [DisputeRow(*row) for row in rows[:most]]
