"""Wholesale orders that the platform imported from a file."""

from pathlib import Path
from uuid import UUID

from amends.core.orders.kinds import Kind
from amends.doors.commands.imports.import_file import ImportFile, import_file
from amends.doors.commands.imports.report import Report

SAMPLE = Path(__file__).parents[1] / "imports" / "samples" / "online_retail.csv"


def import_wholesale_file(*, account_id: UUID) -> None:
    """The sample file that stands beside the importer; again, it changes nothing."""
    ask = ImportFile(path=SAMPLE, account_id=account_id, kind=Kind.WHOLESALE, mapping="online_retail", prices={})
    import_file(ask, report=Report(None), progress=lambda *_: None)
