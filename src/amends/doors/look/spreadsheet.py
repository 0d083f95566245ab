"""Lines of a CSV file that any spreadsheet opens, written while they are read."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse


class _Echo:
    """What csv writes to: each line is handed on at once."""

    def write(self, line: str) -> str:
        return line


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """The file `name`; its cells are text that no spreadsheet takes for a formula."""
    return StreamingHttpResponse(
        _lines(columns, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # A byte order mark: spreadsheets take UTF-8 for something else without it.
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow(plain(cell) for cell in row)


def plain(cell: str) -> str:
    """The cell with an apostrophe before what would begin a formula; a negative number stays one."""
    risky = cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if risky and not cell.removeprefix("-").replace(".", "", 1).isdecimal() else cell
