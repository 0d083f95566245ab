"""Import orders from a CSV file: docs/imports.md tells of the forms it takes."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext, ngettext

from amends.core.orders.kinds import Kind
from amends.core.refusals import Refusal
from amends.doors.commands.imports.accounts import find_account
from amends.doors.commands.imports.import_file import ImportFile, Summary, import_file
from amends.doors.commands.imports.mappings import shipped
from amends.doors.commands.imports.price_list import read_prices
from amends.doors.commands.imports.report import SHOWN, Report, open_report, sentence
from amends.usecases.orders.change_order import Outcome


class Command(BaseCommand):
    """Exit codes: 0 when the file was read to its end, also with rejected rows; 2 when nothing could be imported."""

    requires_system_checks = ()
    help = "Import orders from a CSV file: Amends' own form, Shopify's orders export, or any other with a mapping."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Its usage names the command as it is typed."""
        return super().create_parser(prog_name, "import-orders", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The ask, as an operator types it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the CSV file")
        parser.add_argument(
            "--account", required=True, help="the merchant: a name, an id, or a person's e-mail address"
        )
        parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="what orders are that do not say")
        parser.add_argument("--mapping", help=f"a TOML file, or one of those shipped: {', '.join(shipped())}")
        parser.add_argument("--price-list", type=Path, help="a CSV with the columns sku and price: the charge by unit")
        parser.add_argument("--report", type=Path, help="write rejected rows to this CSV: line, number, reason")

    def handle(self, *args: Any, **told: Any) -> None:
        """Imports, shows how far it is, and says what came of it."""
        self.stderr.style_func = None  # progress and reasons are no errors; they need not be red
        try:
            ask = ImportFile(
                path=told["file"],
                account_id=find_account(told["account"]).id,
                kind=Kind(told["kind"]) if told["kind"] else None,
                mapping=told["mapping"],
                prices=read_prices(told["price_list"]) if told["price_list"] else {},
            )
            with open_report(told["report"], imported=ask.path) as file:
                report = Report(file)
                summary = import_file(ask, report=report, progress=self._progress)
        except Refusal as refusal:
            self.stderr.write(sentence(refusal))
            sys.exit(2)
        self._sum_up(summary, report, told["report"])

    def _progress(self, what: str, done: int, whole: int) -> None:
        """One line that is written over; only where somebody watches."""
        if not self.stderr.isatty():
            return
        if whole:
            words = gettext("%(done)s of %(whole)s orders (%(percent)s %%)")
            line = words % {"done": done, "whole": whole, "percent": done * 100 // whole}
        else:
            line = gettext("%(done)s rows read") % {"done": done}
        self.stderr.write(f"\r{line:<60}", ending="")

    def _sum_up(self, summary: Summary, report: Report, path: Path | None) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{'':<60}\r", ending="")
        counts = {
            "new": summary.outcomes[Outcome.CREATED],
            "lines": summary.lines,
            "updated": summary.outcomes[Outcome.UPDATED],
            "unchanged": summary.outcomes[Outcome.UNCHANGED],
            "rejected": report.orders,
            "rows": report.rows,
        }
        words = gettext(
            "%(new)s imported (%(lines)s lines), %(updated)s updated, %(unchanged)s unchanged, "
            "%(rejected)s rejected (%(rows)s rows)."
        )
        self.stdout.write(words % counts)
        if summary.uncharged:
            words = ngettext(
                "Of %(count)s order it is not known what the merchant was charged: it can be disputed for a resend, "
                "not for a refund.",
                "Of %(count)s orders it is not known what the merchant was charged: they can be disputed for a resend, "
                "not for a refund.",
                summary.uncharged,
            )
            self.stdout.write(words % {"count": summary.uncharged})
        for line in report.shown:
            self.stderr.write(line)
        if path:
            self.stdout.write(gettext("All rejected rows: %(path)s") % {"path": path})
        elif report.rows > SHOWN:
            words = gettext("… and %(count)s more rows; --report FILE writes them all.")
            self.stderr.write(words % {"count": report.rows - SHOWN})
