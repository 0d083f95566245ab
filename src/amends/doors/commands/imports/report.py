"""The report of what was rejected: line, number and reason, as CSV for all of it and the first few on the screen."""

import csv
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext

from amends.core.orders.imports.assemble import Rejected
from amends.core.refusals import Refusal
from amends.doors.commands.imports.wrong_file import ReportUnwritable

SHOWN = 20


def sentence(refusal: Refusal) -> str:
    """The refusal in the operator's language."""
    return refusal.words(gettext)


def open_report(path: Path | None, *, imported: Path) -> AbstractContextManager[TextIO | None]:
    """The file to report to, if one is wanted; never the one that is `imported`. Raises ReportUnwritable."""
    if path is None:
        return nullcontext()
    if path.resolve() == imported.resolve():
        raise ReportUnwritable(path=path, why=gettext("it is the file to import"))
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise ReportUnwritable(path=path, why=error.strerror or error) from error


class Report:
    """Rejected rows, written as they come; `shown` keeps the first of them."""

    def __init__(self, file: TextIO | None) -> None:
        self._writer = csv.writer(file, lineterminator="\n") if file else None
        self._write("line", "number", "reason")
        self.rows = self.orders = 0
        self.shown: list[str] = []

    def order(self, rejected: Iterable[Rejected]) -> None:
        """Notes the rows of one order that does not come in."""
        self.orders += 1
        for one in rejected:
            self.row(one)

    def row(self, one: Rejected) -> None:
        """Notes one row."""
        self.rows += 1
        reason = "; ".join(sentence(refusal) for refusal in one.reasons)
        self._write(str(one.line), one.number, reason)
        if len(self.shown) < SHOWN:
            self.shown.append(
                gettext("line %(line)s, order %(number)s: %(reason)s")
                % {"line": one.line, "number": one.number or "–", "reason": reason}
            )

    def _write(self, *cells: str) -> None:
        if self._writer:
            self._writer.writerow(cells)
