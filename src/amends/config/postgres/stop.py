"""Stopping the embedded server."""

import os
import signal
import time
from pathlib import Path

from amends.config.postgres import sockets
from amends.config.postgres.folder import locked, unused
from amends.config.postgres.place import Place, existing_place
from amends.config.postgres.postmaster import postmaster, serves
from amends.core.refusals import Refusal

PATIENCE = 120.0
"""Seconds for the last checkpoint."""


class NotStopping(Refusal):
    """The server was told to stop and still runs."""

    code = "postgres.not_stopping"
    sentence = "PostgreSQL (process %(pid)s) was told to stop %(seconds)d seconds ago and still runs."


def stop(data_dir: Path) -> bool:
    """Stop this data folder's server, whoever uses it. False when none ran. Raises NotStopping."""
    return _stop(data_dir, asked=True)


def stop_if_unused(data_dir: Path) -> bool:
    """Stop this data folder's server unless a process is inside `using`. False when nothing was stopped."""
    return _stop(data_dir, asked=False)


def _stop(data_dir: Path, *, asked: bool) -> bool:
    folder = data_dir.expanduser().resolve()
    if not folder.is_dir():
        return False
    with locked(folder):
        place = existing_place(folder)
        if place is None or not (asked or unused(place.home)):
            return False
        pid = postmaster(place)
        if pid is not None:
            os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast": open transactions are rolled back, all is written
            _wait(place, pid)
        sockets.remove(place.sockets, place.account)
        return pid is not None


def _wait(place: Place, pid: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while serves(place, pid):
        if time.monotonic() > deadline:
            raise NotStopping(pid=pid, seconds=PATIENCE)
        time.sleep(0.05)
