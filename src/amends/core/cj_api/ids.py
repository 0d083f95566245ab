"""Ids as CJ writes them: texts of 18 digits, which are the short ids of our rows."""

import re
from uuid import UUID

from amends.core.short_ids import short_id

_ORDER_CODE = "SD"
_WRITTEN = re.compile(rf"(?:{_ORDER_CODE})?([1-9][0-9]{{17}})", re.IGNORECASE)


def write_id(id_: UUID) -> str:
    """The short id as a text."""
    return str(short_id(id_))


def read_id(text: str) -> int | None:
    """The short id that such a text, or an order code without a number of its own, says; None for other texts."""
    written = _WRITTEN.fullmatch(text.strip())
    return int(written[1]) if written else None


def write_order_code(number: str, id_: UUID) -> str:
    """The order's code: its number where that looks like a code of CJ's, else one made of its id."""
    return number if number[:2].upper() in (_ORDER_CODE, "SH") else _ORDER_CODE + write_id(id_)
