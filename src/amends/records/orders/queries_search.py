"""Finding an account's orders by what people have at hand: a number, a SKU, a tracking number, a buyer."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from uuid import UUID

from django.db import connection

from amends.core.orders.folding import fold

_SEARCH = files(__package__).joinpath("search.sql").read_text()
_LONGEST = 254
"""No searched column is longer, so nothing can begin with more."""
MOST_MATCHES = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the orders found; `all_of_them` is False when so many begin alike that some were left out."""

    ids: tuple[UUID, ...]
    all_of_them: bool


def search_orders(*, account_id: UUID, words: str, most: int = MOST_MATCHES) -> Found:
    """The account's orders of which one of these begins with `words`, or is equal to it: number, number in the shop,

    SKU, tracking number, buyer's name, buyer's e-mail. Case and width of letters do not matter; in numbers,
    capitals count only where they stand mixed. One statement; words that nothing can begin with ask none.
    """
    folded = fold(words)
    if not folded or len(folded) > _LONGEST or "\0" in folded:
        return Found((), all_of_them=True)
    typed = unicodedata.normalize("NFKC", words).strip()
    spellings = {spelled for word in (typed, typed.upper(), typed.lower()) for spelled in (word, f"#{word}")}
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, {"account_id": account_id, "typed": sorted(spellings), "folded": folded, "most": most})
        matches = cursor.fetchall()
    each = Counter(where for where, _ in matches)
    return Found(tuple({id_ for _, id_ in matches}), all_of_them=all(count < most for count in each.values()))
