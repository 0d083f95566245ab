"""Check what must always hold."""

import sys
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from amends.records.invariants.check import INVARIANTS, one_moment, violations


class Command(BaseCommand):
    """Prints each violation on a line of its own, and leaves with 1 if there was any."""

    help = "Check what must always hold of the books, the holds, the trails and the deadlines."

    def add_arguments(self, parser: CommandParser) -> None:
        """How late a step may be before it counts as forgotten."""
        parser.add_argument("--late-minutes", type=int, default=10, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads everything once; changes nothing."""
        found = 0
        with one_moment():
            for violation in violations(late=timezone.now() - timedelta(minutes=options["late_minutes"])):
                found += 1
                self.stdout.write(f"{violation.invariant}  {violation.id}  {violation.words}")
        if found:
            sys.exit(1)
        self.stdout.write(f"{len(INVARIANTS)} invariants hold.")
