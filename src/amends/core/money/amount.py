"""An amount of money as one value."""

from dataclasses import dataclass


class CurrencyMismatch(Exception):
    """Two currencies met in one sum. A bug in the caller: Amends never converts."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` whole minor units (cents, yen, fils) of the ISO 4217 `currency`. May be negative."""

    minor: int
    currency: str

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} with {other.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)
