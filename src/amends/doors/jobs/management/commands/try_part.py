"""The process in which a part of a trial is carried out (doors/jobs/trial_part.py)."""

import gc
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from amends.doors.jobs.trial_part import Part, try_part

RARELY = 50_000
"""New objects between two looks for circles of garbage: a case leaves none, and looking often costs a sixth."""


class Command(BaseCommand):
    """Started by the worker's job only."""

    help = "Carry out a part of a policy's trial, told on the input; the worker starts this by itself."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Lines of JSON, each sent on at once."""
        gc.set_threshold(RARELY)

        def say(told: dict[str, Any]) -> None:
            sys.stdout.write(json.dumps(told, default=str) + "\n")
            sys.stdout.flush()

        try_part(Part.read(sys.stdin.readline()), say=say)
