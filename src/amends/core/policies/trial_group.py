"""Cases of a trial that have something in common, counted."""

from collections.abc import Iterable
from typing import Any, Self

from amends.core.policies.answers import Answer

ANSWERS = tuple(Answer)
_AT = {answer: at for at, answer in enumerate(ANSWERS)}


class Group:
    """How many cases, how many of them changed, their answers before and after, and the money that may come back.

    `before` and `after` count in ANSWERS' order. `money` holds the ceilings' sums, [before, after] in minor units of
    each currency.
    """

    __slots__ = ("after", "before", "cases", "changed", "money")

    def __init__(self) -> None:
        self.cases = self.changed = 0
        self.before, self.after = [0, 0, 0], [0, 0, 0]
        self.money: dict[str, list[int]] = {}

    def add(self, before: Answer, after: Answer, *, changed: bool, money: tuple[str, int, int] | None) -> None:
        """Counts a case; `money` is (currency, before, after)."""
        self.cases += 1
        self.changed += changed
        self.before[_AT[before]] += 1
        self.after[_AT[after]] += 1
        if money:
            self._pay(*money)

    def merge(self, other: "Group") -> None:
        """Adds the cases of another group."""
        self.cases += other.cases
        self.changed += other.changed
        for at in range(len(ANSWERS)):
            self.before[at] += other.before[at]
            self.after[at] += other.after[at]
        for currency, (before, after) in other.money.items():
            self._pay(currency, before, after)

    def of(self, answer: Answer) -> tuple[int, int]:
        """How many had this answer before, and have it after."""
        return self.before[_AT[answer]], self.after[_AT[answer]]

    def as_list(self) -> list[Any]:
        """In JSON's own values, for `from_list`."""
        return [self.cases, self.changed, self.before, self.after, self.money]

    @classmethod
    def from_list(cls, told: Iterable[Any]) -> Self:
        """The group that `as_list` told."""
        group = cls()
        group.cases, group.changed, before, after, money = told
        group.before, group.after = list(before), list(after)
        group.money = {currency: list(sums) for currency, sums in money.items()}
        return group

    def _pay(self, currency: str, before: int, after: int) -> None:
        sums = self.money.setdefault(currency, [0, 0])
        sums[0] += before
        sums[1] += after
