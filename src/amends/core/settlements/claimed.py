"""Whether a leg may be paid beside claims that payment houses tell of the same money."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """`free`: pay. `waits`: a claim holds the money now. `taken`: a claim was lost and nothing is left to pay from."""

    FREE = "free"
    WAITS = "waits"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """What a leg draws on, minor units: an order's charge or a payment's amount, and what was taken from it."""

    whole: int
    refunded: int
    reserved: int
    external_claimed: int

    @property
    def covers(self) -> bool:
        """Whether everything promised can still be paid beside what claims took."""
        return self.refunded + self.reserved + self.external_claimed <= self.whole


def way_of(*, held: bool, ceilings: tuple[Ceiling, ...]) -> Way:
    """What a planned leg may do now; `ceilings` are the order's and, for the original way, the payment's.

    While promises and lost claims together are more than was paid, none of the promises is carried out: which of them
    still is, a person says.
    """
    if held:
        return Way.WAITS
    return Way.FREE if all(one.covers for one in ceilings) else Way.TAKEN
