"""Numbers of 18 digits that stand for ids, for programs that have no room for a UUID: 10^17 and its last 59 bits.

Those bits are random in a UUIDv7, so that the number tells neither when nor after how many others a row was made.
`short_id` of PostgreSQL (records/orders) makes the same of an id.
"""

from uuid import UUID

FIRST = 10**17
BITS = 2**59 - 1


def short_id(id_: UUID) -> int:
    """The number that stands for the id; a signed 64-bit integer holds it."""
    return FIRST + (id_.int & BITS)
