"""What exactly one worker does at a time: drain the outbox, sweep what is due."""

import threading
from collections.abc import Callable

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from amends.doors.jobs.hand_over import hand_over
from amends.doors.jobs.sweep import sweep
from amends.usecases.notices.drain_outbox import drain_outbox

LEADER_LOCK = 7_305_805
"""Advisory lock of the worker that does the chores; /healthz looks for it."""

_log = structlog.get_logger("amends.chores")


class Chores(threading.Thread):
    """Drains every `drain_every` seconds and sweeps every `sweep_every`, while it holds the leader's lock.

    A second worker waits as a stand-by. `failed` is called when a chore raises: the process should then end and be
    started again, for silence would look like health.
    """

    def __init__(self, *, failed: Callable[[], None], drain_every: float = 0.25, sweep_every: float = 2.0) -> None:
        super().__init__(name="chores", daemon=True)
        self._failed, self._drain_every, self._sweep_every = failed, drain_every, sweep_every
        self._ended = threading.Event()

    def run(self) -> None:
        """Until `stop`, or until something raises."""
        try:
            self._lead()
        except Exception:  # noqa: BLE001 - whatever it was, it is logged and the process ends
            _log.exception("a chore failed")
            self._failed()
        finally:
            connection.close()

    def stop(self) -> None:
        """Ends the thread after the chore at hand."""
        self._ended.set()

    def _lead(self) -> None:
        while not self._ended.is_set() and not self._is_leader():
            self._ended.wait(1)
        next_sweep = 0.0
        while not self._ended.is_set():
            drained = drain_outbox(hand_over=hand_over)
            next_sweep -= self._drain_every
            if next_sweep <= 0:
                sweep(now=timezone.now())
                next_sweep = self._sweep_every
            if not drained:
                self._ended.wait(self._drain_every)

    def _is_leader(self) -> bool:
        close_old_connections()
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", [LEADER_LOCK])
            (led,) = cursor.fetchone()
        return bool(led)
