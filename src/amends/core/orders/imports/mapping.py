"""A mapping: which column of a file tells what, in which words, and which rows are not orders at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from amends.core.orders.imports.columns import Column
from amends.core.orders.kinds import Kind, PaymentState, Stage

_ZERO = re.compile(r"[-+]?0+(?:[.,]0*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RejectRule:
    """Rejects a row for `reason` when `test` holds for its cell in the file's `column`.

    Tests: empty, negative, zero; begins_with and equals compare with `value`, whatever the case.
    """

    column: str
    test: str
    value: str
    reason: str

    def holds(self, cell: str) -> bool:
        """Whether the row is rejected."""
        if self.test == "empty":
            return not cell
        if self.test == "negative":
            return cell.startswith("-") and not _ZERO.fullmatch(cell)
        if self.test == "zero":
            return bool(_ZERO.fullmatch(cell))
        cell, value = cell.casefold(), self.value.casefold()
        return cell.startswith(value) if self.test == "begins_with" else cell == value


RULE_TESTS = ("begins_with", "equals", "empty", "negative", "zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How a kind of file tells of orders.

    `columns` must stand in the file, `optional` may. A file is recognized by having all columns in `recognize`.
    `kind`, `stage` and `payment` hold where no column tells, `currency` whatever one tells; `words` translate what
    columns tell into ours, keyed by what is written, casefolded. A line whose folded SKU is in `shipping_skus` is a
    charge for shipping. `dates` are strptime forms, or ``iso``; a date without a zone is of `zone`. `decimal` is the
    decimal sign.
    """

    title: str
    columns: Mapping[Column, str]
    optional: Mapping[Column, str] = field(default_factory=dict)
    recognize: tuple[str, ...] = ()
    kind: Kind = Kind.STORE
    number_prefix: str = ""
    currency: str = ""
    stage: Stage = Stage.PENDING
    payment: PaymentState = PaymentState.UNPAID
    dates: tuple[str, ...] = ("iso",)
    zone: tzinfo = UTC
    decimal: str = "."
    shipping_skus: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[Column, Mapping[str, str]] = field(default_factory=dict)
    rejects: tuple[RejectRule, ...] = ()
