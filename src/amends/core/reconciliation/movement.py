"""Lines of a payment house's account with us."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the provider's own account with us: `amount` minor units came (+) or went (-), `fee` of it theirs.

    `ref` is the line's name there, `about` that of the payment, refund or dispute it tells of, `key` our key in that.
    `payment` is the payment's name where the line is a payment that came in, empty for every other line.
    """

    ref: str
    about: str
    kind: str
    amount: int
    fee: int
    currency: str
    at: datetime
    key: UUID | None = None
    payment: str = ""
