"""One of our own commands, run as a child process that is restarted when it ends by itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from amends.config.processes.bond import bound_environment
from amends.config.processes.say import say

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY = 60.0
"""Seconds. A child that lived this long is restarted as if it had never failed."""


def command(*arguments: str) -> list[str]:
    """The command line of one of our own commands, with this very Python."""
    return [sys.executable, "-m", "amends.config.cli", *arguments]


class Child:
    """A named command. It stands in a session of its own, so that a terminal's Ctrl-C reaches only the parent."""

    def __init__(self, name: str, command_line: Sequence[str]) -> None:
        self.name = name
        self._command_line = command_line
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = FIRST_PAUSE
        self._started_at = 0.0
        self._due_at: float | None = 0.0

    def tend(self) -> None:
        """Start it when that is due, and note when it has ended."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            self._mourn(self._process.returncode, now)
        if self._process is None and self._due_at is not None and now >= self._due_at:
            self._started_at = now
            self._process = subprocess.Popen(self._command_line, env=bound_environment(), start_new_session=True)  # noqa: S603

    def tell_to_stop(self) -> None:
        """Ask it to end, and restart it no more."""
        self._due_at = None
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    @property
    def gone(self) -> bool:
        """Whether no process of it is left."""
        return self._process is None or self._process.poll() is not None

    def _mourn(self, status: int, now: float) -> None:
        self._process = None
        if self._due_at is None:
            return
        if now - self._started_at >= STEADY:
            self._pause = FIRST_PAUSE
        say(f"The {self.name} ended ({_why(status)}); it is started again in {self._pause:g} s.")
        self._due_at = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)


def _why(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit code {status}"
