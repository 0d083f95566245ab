"""A movement of money that a payment house tells of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that the payment house moved because of the claim: `amount` minor units went (-) or came back (+).

    `ref` is its name there, once for ever; `fee` went besides and does not come back. `if_gone` is for money that came
    back where the house does not say whether it ever had left: it counts only while our books have it gone.
    """

    ref: str
    amount: int
    fee: int
    currency: str
    at: datetime
    if_gone: bool = False
