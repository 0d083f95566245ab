"""Where in a file's rows a mapping finds what it needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.orders.imports.columns import ORDER_COLUMNS, Column
from amends.core.orders.imports.faults import ColumnsMissing, ColumnTwice, HeaderUnknown
from amends.core.orders.imports.mapping import ColumnMapping, RejectRule


@dataclass(frozen=True, slots=True)
class Layout:
    """A mapping laid over one header: positions of columns and of the rules' columns, and the header's width.

    `of_order` repeats the positions of those columns that tell of the whole order.
    """

    mapping: ColumnMapping
    positions: dict[Column, int]
    of_order: tuple[tuple[Column, int], ...]
    rules: tuple[tuple[int, RejectRule], ...]
    width: int


def lay_out(mapping: ColumnMapping, header: Sequence[str]) -> Layout:
    """The layout of a file with this header; names of columns are compared whatever their case.

    Raises ColumnsMissing, ColumnTwice.
    """
    names = [_plain(name) for name in header]
    rule_columns = {rule.column: rule.column for rule in mapping.rejects}
    needed = [*mapping.columns.values(), *rule_columns]
    missing = [name for name in needed if _plain(name) not in names]
    if missing:
        raise ColumnsMissing(missing=tuple(dict.fromkeys(missing)), header=tuple(header))
    positions = {}
    for column, name in {**mapping.optional, **mapping.columns}.items():
        if names.count(_plain(name)) > 1:
            raise ColumnTwice(column=name)
        if _plain(name) in names:
            positions[column] = names.index(_plain(name))
    rules = tuple((names.index(_plain(rule.column)), rule) for rule in mapping.rejects)
    of_order = tuple((column, positions[column]) for column in ORDER_COLUMNS if column in positions)
    return Layout(mapping, positions, of_order, rules, len(header))


def recognize(mappings: Sequence[ColumnMapping], header: Sequence[str]) -> ColumnMapping:
    """The first mapping all of whose marks stand in the header. Raises HeaderUnknown."""
    names = {_plain(name) for name in header}
    for mapping in mappings:
        if mapping.recognize and names.issuperset(map(_plain, mapping.recognize)):
            return mapping
    known = " or ".join(mapping.title for mapping in mappings if mapping.recognize)
    raise HeaderUnknown(header=", ".join(header)[:400], known=known)


def _plain(name: str) -> str:
    return name.strip().casefold()
