"""From the rows of one order to the order, or to the reasons why each of its rows is rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from amends.core.orders.folding import fold
from amends.core.orders.imports.cells import amount, units
from amends.core.orders.imports.columns import SAME_ON_EVERY_ROW, Column
from amends.core.orders.imports.faults import Contradiction, RowWidth, RuleMatched, SiblingRejected
from amends.core.orders.imports.frame import order_frame
from amends.core.orders.imports.layout import Layout
from amends.core.orders.incoming import IncomingLine, IncomingOrder
from amends.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file: the line it begins on, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that does not come in, with every reason found."""

    line: int
    number: str
    reasons: tuple[Refusal, ...]


Faults = dict[int, list[Refusal]]


@dataclass(frozen=True, slots=True)
class Assembler:
    """Makes orders of rows by one layout. `prices` are charged unit prices as written, by folded SKU."""

    layout: Layout
    prices: Mapping[str, str]

    def assemble(self, number: str, rows: Sequence[Row]) -> IncomingOrder | list[Rejected]:
        """The order of `rows`, given in the file's order; or, with any row at fault, all of them rejected."""
        faults: Faults = {row.line: found for row in rows if (found := self._row_faults(row))}
        if not faults:
            told = self._told_once(rows, faults)
        if not faults:
            try:
                frame = order_frame(self.layout.mapping, told)
                lines, shipping = self._lines(rows, frame.currency, faults)
            except Refusal as refusal:
                faults[rows[0].line] = [refusal]
        if not faults:
            return replace(frame, lines=tuple(lines), shipping=frame.shipping + shipping)
        first = min(faults)
        return [Rejected(row.line, number, tuple(faults.get(row.line, [SiblingRejected(line=first)]))) for row in rows]

    def _cell(self, row: Row, column: Column) -> str:
        at = self.layout.positions.get(column)
        return "" if at is None else row.cells[at].strip()

    def _row_faults(self, row: Row) -> list[Refusal]:
        if len(row.cells) != self.layout.width:
            return [RowWidth(cells=len(row.cells), columns=self.layout.width)]
        return [RuleMatched(reason=rule.reason) for at, rule in self.layout.rules if rule.holds(row.cells[at].strip())]

    def _told_once(self, rows: Sequence[Row], faults: Faults) -> dict[Column, str]:
        """What the rows tell of the whole order; contradictions are noted in `faults`."""
        told: dict[Column, str] = {}
        said_on: dict[Column, int] = {}
        for row in rows:
            for column, at in self.layout.of_order:
                text = row.cells[at].strip()
                if not text:
                    continue
                if column not in told:
                    told[column], said_on[column] = text, row.line
                elif column in SAME_ON_EVERY_ROW and text != told[column]:
                    clash = Contradiction(column=column.value, text=text, other=told[column], line=said_on[column])
                    faults.setdefault(row.line, []).append(clash)
        return told

    def _lines(self, rows: Sequence[Row], currency: str, faults: Faults) -> tuple[list[IncomingLine], int]:
        """The goods' lines, and the minor units of the lines that are shipping. Faults are noted by line.

        Shipping without a charge leaves the charge of the whole order unknown, as goods without one do.
        """
        lines: list[IncomingLine] = []
        shipping, known = 0, True
        for row in rows:
            try:
                line = self._line(row, currency)
            except Refusal as refusal:
                faults[row.line] = [refusal]
                continue
            if fold(line.sku) in self.layout.mapping.shipping_skus:
                shipping, known = shipping + (line.goods or 0), known and line.goods is not None
            else:
                lines.append(line)
        if not known:
            lines = [replace(line, goods=None) for line in lines]
        return lines, shipping

    def _line(self, row: Row, currency: str) -> IncomingLine:
        sku, quantity = self._cell(row, Column.SKU), units(self._cell(row, Column.QUANTITY))
        goods = None
        if whole := self._cell(row, Column.CHARGED_GOODS):
            goods = amount(whole, currency=currency, decimal=self.layout.mapping.decimal)
        elif price := self._cell(row, Column.CHARGED_PRICE):
            goods = quantity * amount(price, currency=currency, decimal=self.layout.mapping.decimal)
        elif listed := self.prices.get(fold(sku)):
            goods = quantity * amount(listed, currency=currency, decimal=".")
        return IncomingLine(
            sku=sku,
            name=self._cell(row, Column.NAME) or sku,
            quantity=quantity,
            goods=goods,
            picture_url=self._cell(row, Column.PICTURE_URL),
        )
