"""Importing a file: its rows are spooled, brought together to orders, and taken in by the batch."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from amends.core.access import SYSTEM
from amends.core.orders.imports.assemble import Assembler, Rejected, Row
from amends.core.orders.imports.columns import Column
from amends.core.orders.imports.faults import NumberMissing, RowWidth
from amends.core.orders.imports.layout import Layout, lay_out
from amends.core.orders.incoming import MOST_LINES, IncomingOrder
from amends.core.orders.kinds import Kind
from amends.core.orders.refusals import TooManyLines
from amends.doors.commands.imports.mappings import find_mapping
from amends.doors.commands.imports.read_csv import Record, open_csv
from amends.doors.commands.imports.report import Report
from amends.doors.commands.imports.spool import Spool
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.import_orders_batch import ImportOrdersBatch, import_orders_batch

BATCH_ORDERS, BATCH_LINES = 500, 5_000
Progress = Callable[[str, int, int], None]
"""Is told what is done, how much of it is, and of how much (0 while nobody knows)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """What an operator asks for."""

    path: Path
    account_id: UUID
    kind: Kind | None
    mapping: str | None
    prices: dict[str, str]


@dataclass(slots=True)
class Summary:
    """How many orders had which outcome; lines of new ones; how many that came in have no known charge."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    lines: int = 0
    uncharged: int = 0


def import_file(ask: ImportFile, *, report: Report, progress: Progress) -> Summary:
    """Imports the file's orders. The whole file is read before the first order comes in.

    Raises, before anything came in, what the file or its mapping cannot be (imports.wrong_file, imports.faults).
    """
    with Spool() as spool:
        with open_csv(ask.path) as records:
            header = next(records).cells
            mapping = find_mapping(ask.mapping, header)
            layout = lay_out(replace(mapping, kind=ask.kind) if ask.kind else mapping, header)
            _spool_rows(records, layout, spool=spool, report=report, progress=progress)
        summary = Summary()
        done = 0
        for batch in _batches(spool, Assembler(layout, ask.prices), report):
            _take_in(ask.account_id, batch, summary=summary, report=report)
            done += len(batch)
            progress("orders", done + report.orders, spool.orders)
    return summary


def _spool_rows(records: Iterator[Record], layout: Layout, *, spool: Spool, report: Report, progress: Progress) -> None:
    at = layout.positions[Column.NUMBER]
    for count, record in enumerate(records, start=1):
        if len(record.cells) <= at:
            fault = RowWidth(cells=len(record.cells), columns=layout.width)
            report.row(Rejected(record.line, "", (fault,)))
        elif number := record.cells[at].strip():
            spool.add(number, Row(record.line, record.cells))
        else:
            report.row(Rejected(record.line, "", (NumberMissing(),)))
        if count % 10_000 == 0:
            progress("rows", count, 0)


@dataclass(frozen=True, slots=True)
class _Ready:
    """An order to be taken in, its number as the file writes it, and the lines its rows stand on."""

    order: IncomingOrder
    written: str
    lines: tuple[int, ...]


def _batches(spool: Spool, assembler: Assembler, report: Report) -> Iterator[list[_Ready]]:
    """Orders by the batch, bounded by their number and by their lines; what is no order goes to the report."""
    at = assembler.layout.positions[Column.NUMBER]
    batch: list[_Ready] = []
    lines = 0
    for rows, count in spool.orders_in_turn():
        number = rows[0].cells[at].strip()
        if count > MOST_LINES:
            report.order([Rejected(rows[0].line, number, (TooManyLines(lines=count, most=MOST_LINES),))])
            continue
        made = assembler.assemble(number, rows)
        if isinstance(made, list):
            report.order(made)
            continue
        batch.append(_Ready(made, number, tuple(row.line for row in rows)))
        lines += len(rows)
        if len(batch) >= BATCH_ORDERS or lines >= BATCH_LINES:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _take_in(account_id: UUID, batch: list[_Ready], *, summary: Summary, report: Report) -> None:
    ask = ImportOrdersBatch(account_id=account_id, orders=[ready.order for ready in batch])
    imported = import_orders_batch(ask=ask, actor=SYSTEM, now=timezone.now())
    for ready in batch:
        refusal = imported.refused.get(ready.order.number)
        if refusal is not None:
            report.order(Rejected(line, ready.written, (refusal,)) for line in ready.lines)
            continue
        outcome = imported.outcomes[ready.order.number]
        summary.outcomes[outcome] += 1
        if outcome is Outcome.CREATED:
            summary.lines += len(ready.order.lines)
        if outcome is not Outcome.UNCHANGED:
            summary.uncharged += not ready.order.charged_known
