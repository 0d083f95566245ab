"""A percentage as a whole number of small steps, so that a fee is exact."""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(\d{1,3})(?:\.(\d{1,6}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Percent:
    """`parts` out of `whole`: 2.5 % is 25 out of 1000."""

    parts: int
    whole: int

    @classmethod
    def read(cls, text: str) -> "Percent":
        """A decimal from 0 up to, not including, 100. Raises ValueError for anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found or int(found.group(1)) >= 100:
            raise ValueError(f"a percentage is a decimal of 0 or more and below 100, not “{text}”")
        decimals = (found.group(2) or "").rstrip("0")
        return cls(int(found.group(1) + decimals), 100 * 10 ** len(decimals))

    def of(self, minor: int) -> int:
        """The share of `minor` (≥ 0), half a minor unit rounded up."""
        return (2 * minor * self.parts + self.whole) // (2 * self.whole)

    def __str__(self) -> str:
        places = len(str(self.whole)) - 3
        digits = str(self.parts).rjust(places + 1, "0")
        return f"{digits[:-places]}.{digits[-places:]}" if places else digits
