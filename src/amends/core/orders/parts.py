"""The parts of what a merchant was charged; each refund says which of them it returns."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import add

from amends.core.money import share, split


@dataclass(frozen=True, slots=True)
class Parts:
    """Goods, shipping, tax (IOSS and the like) and the handling fee for that tax, in minor units, each ≥ 0."""

    goods: int = 0
    shipping: int = 0
    tax: int = 0
    tax_handling: int = 0

    @property
    def each(self) -> tuple[int, int, int, int]:
        """The four parts in PART_NAMES' order."""
        return (self.goods, self.shipping, self.tax, self.tax_handling)

    @property
    def total(self) -> int:
        """The sum of the four parts, in minor units."""
        return self.goods + self.shipping + self.tax + self.tax_handling

    def as_dict(self) -> dict[str, int]:
        """The parts by their names, and their `total`."""
        return dict(zip(PART_NAMES, self.each, strict=True)) | {"total": self.total}

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(*map(add, self.each, other.each))

    def cut(self, total: int) -> "Parts":
        """The same parts scaled to `total` ≤ this total, by largest remainder; no part grows."""
        return Parts(*split(total, self.each)) if total < self.total else self

    def units(self, *, whole: int, before: int, taken: int) -> "Parts":
        """What `taken` of `whole` units carry of each part, when `before` units went earlier (money.share)."""
        return Parts(*(share(part, whole=whole, before=before, taken=taken) for part in self.each))


PART_NAMES = tuple(field.name for field in fields(Parts))


def add_parts(many: Iterable[Parts]) -> Parts:
    """The sum, part by part."""
    total = Parts()
    for one in many:
        total += one
    return total


def spread_over_lines(order: Parts, goods_by_line: list[int]) -> list[Parts]:
    """Each line's parts: its own goods, and its share of shipping, tax and handling by its goods' weight.

    Shares are fixed when the order is taken in and stored, so that a refund never recomputes them.
    """
    return [
        Parts(*line)
        for line in zip(
            goods_by_line,
            split(order.shipping, goods_by_line),
            split(order.tax, goods_by_line),
            split(order.tax_handling, goods_by_line),
            strict=True,
        )
    ]
