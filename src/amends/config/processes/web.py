"""The web server: granian around config.wsgi, in this process and the workers it forks."""

import importlib
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any, cast

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from amends.config.processes.address import WebAddress
from amends.config.processes.bond import die_with_parent
from amends.core.refusals import Refusal

STOP_SECONDS = 10
"""How long a request may still take after the server was told to stop."""


class NumberMalformed(Refusal):
    """A count in the environment is none."""

    code = "processes.number_malformed"
    sentence = "%(name)s is %(given)s; it must be a whole number above 0."
    kind = "invalid"


def serve_web(address: WebAddress) -> None:
    """Serve on a free address until SIGINT or SIGTERM; returns when the last worker is gone.

    AMENDS_WEB_WORKERS (2) processes with AMENDS_WEB_THREADS (4) threads each. Raises NumberMalformed.
    """
    _read_by_index()
    server = Granian(
        "amends.config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=_number("AMENDS_WEB_WORKERS", 2),
        blocking_threads=_number("AMENDS_WEB_THREADS", 4),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=Loader(os.getpid()), wrap_loader=False)


def _read_by_index() -> None:
    """Has the connections of this process and its workers take an index wherever there is one.

    A prepared statement keeps its plan while a table grows: one made on an empty table reads all of it, for as long
    as no autovacuum has come by. A page and an API call never have a reason to read a whole table.
    """
    os.environ["PGOPTIONS"] = f"{os.environ.get('PGOPTIONS', '')} -c enable_seqscan=off".strip()


def _number(name: str, default: int) -> int:
    given = os.environ.get(name) or str(default)
    if not given.isdecimal() or int(given) == 0:
        raise NumberMalformed(name=name, given=given)
    return int(given)


class Loader:
    """What a web worker calls first: it binds the worker to the server's life, then loads the application."""

    def __init__(self, server: int) -> None:
        self.server = server

    def __call__(self) -> Callable[..., Any]:
        """The WSGI application, imported in the worker so that the server itself holds no Django.

        One that cannot be imported ends the server, which would otherwise go on forking workers that fail.
        """
        die_with_parent(self.server)
        try:
            return cast("Callable[..., Any]", importlib.import_module("amends.config.wsgi").application)
        except Exception:
            traceback.print_exc()
            os.kill(self.server, signal.SIGKILL)
            raise
