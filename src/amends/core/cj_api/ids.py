"""Ids as CJ writes them: decimal texts. Ours, read as whole numbers, have up to 39 digits, and need no table."""

from uuid import UUID

_ORDER_CODE = "SD"
_LONGEST = 39


def write_id(id_: UUID) -> str:
    """The id as a decimal text."""
    return str(id_.int)


def read_id(text: str) -> UUID | None:
    """The id that a decimal text, or an order code without a number of its own, stands for; None for other texts."""
    digits = text.strip()
    if digits[:2].upper() == _ORDER_CODE:
        digits = digits[2:]
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _LONGEST:
        return None
    value = int(digits)
    return UUID(int=value) if value < 2**128 else None


def write_order_code(number: str, id_: UUID) -> str:
    """The order's code: its number where that looks like a code of CJ's, else one made of its id."""
    return number if number[:2].upper() in (_ORDER_CODE, "SH") else f"{_ORDER_CODE}{id_.int}"
