"""Staff's search over every account: by what people have at hand, from its beginning on."""

import unicodedata
from importlib.resources import files
from uuid import UUID

from django.db import connection
from django.db.models import Q

from amends.core.orders.folding import fold
from amends.records.disputes.models import Dispute
from amends.records.disputes.queue import QueueFilter
from amends.records.disputes.queue_rows import QueueRow, queue_rows

_FIND = files(__package__).joinpath("queue_find.sql").read_text()
_LONGEST = 254
"""No searched column is longer, so nothing can begin with more."""


def find_orders(*, words: str, most: int, account_id: UUID | None = None) -> list[UUID]:
    """Orders of which one of these begins with `words`: number, number in the shop, tracking number, buyer's name or

    e-mail. Case and width of letters do not matter; in numbers, capitals count only where they stand mixed.
    At most `most`; one statement, none for words that nothing can begin with.
    """
    folded = fold(words)
    if not folded or len(folded) > _LONGEST or "\0" in folded:
        return []
    typed = unicodedata.normalize("NFKC", words).strip()
    spellings = {spelled for word in (typed, typed.upper(), typed.lower()) for spelled in (word, f"#{word}")}
    with connection.cursor() as cursor:
        asked = {"typed": sorted(spellings), "folded": folded, "account_id": account_id, "most": most}
        cursor.execute(_FIND, asked)
        return [id_ for (id_,) in cursor.fetchall()]


def find_disputes(
    *, words: str, wanted: QueueFilter, size: int, before: UUID | None = None
) -> tuple[list[QueueRow], UUID | None]:
    """Disputes, closed ones too, whose number begins with `words` or whose order is found by them: latest first.

    The second value is where the next page goes on. Two statements.
    """
    orders = find_orders(words=words, most=500, account_id=wanted.account_id)
    number = unicodedata.normalize("NFKC", words).strip().upper()
    if not number or "\0" in number:
        return [], None
    found = Dispute.objects.filter(Q(number__startswith=number) | Q(order__in=orders)).filter(wanted.condition())
    if before is not None:
        found = found.filter(id__lt=before)
    rows = queue_rows(found.order_by("-id")[: size + 1])
    return rows[:size], rows[size - 1].id if len(rows) > size else None
