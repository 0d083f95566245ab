"""A worker that dies: settles disputes in processes of which each kills itself, kill -9, at a step it is told.

Reads JSON lines {dispute, book, step} and says of each "killed", or "ended" when there was no such step any more.
A step is any moment before a statement, before and after a commit, before and after a call of the payment house.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()  # before what follows; and once, since each child would spend half a second on importing it

from django.db import connection  # noqa: E402

from amends.doors.jobs.settle import settle_dispute  # noqa: E402
from amends.gateways.payments.sandbox import SandboxGateway  # noqa: E402
from tests.makers.cases import LATER  # noqa: E402


class Steps:
    """Counts the steps and ends the process at the fatal one, from 1."""

    def __init__(self, fatal: int) -> None:
        self._left = fatal

    def __call__(self) -> None:
        """One step."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class CountedBank:
    """A payment house whose calls are steps."""

    def __init__(self, inner: Any, step: Steps) -> None:
        self._inner, self._step = inner, step

    def __getattr__(self, call: str) -> Callable[..., Any]:
        def counted(order: Any) -> Any:
            self._step()
            answer = getattr(self._inner, call)(order)
            self._step()
            return answer

        return counted


def settle_until(step: Steps, dispute: UUID, book: Path) -> None:
    """Settles the dispute on a connection of its own, every step counted."""

    def count(execute: Callable[..., Any], *told: Any) -> Any:
        step()
        return execute(*told)

    commit = connection._commit

    def counted_commit() -> None:
        step()
        commit()
        step()

    connection._commit = counted_commit
    bank = CountedBank(SandboxGateway(book), step)
    with connection.execute_wrapper(count):
        settle_dispute(dispute_id=dispute, clock=lambda: LATER, gateway=lambda _: bank)


def main() -> None:
    """One process after the other, until the input ends."""
    connection.settings_dict["OPTIONS"].pop("pool")
    for line in sys.stdin:
        told = json.loads(line)
        child = os.fork()
        if child == 0:
            settle_until(Steps(told["step"]), UUID(told["dispute"]), Path(told["book"]))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write("killed\n" if killed else "ended\n" if status == 0 else f"broke {status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
