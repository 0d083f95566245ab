"""Starting the embedded server, or finding it running."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg.pq import PGconn, Ping

from amends.config.postgres import sockets
from amends.config.postgres.address import DATABASE, PORT
from amends.config.postgres.cluster import ensure_cluster
from amends.config.postgres.folder import locked, shared, writable
from amends.config.postgres.place import Place, place_for
from amends.config.postgres.postmaster import disown_stale_number, postmaster
from amends.config.postgres.programs import programs_for
from amends.core.refusals import Refusal

PATIENCE = 300.0
"""Seconds. A server that was killed under load replays its log before it answers."""

STILL_IN_USE = "is still in use"
"""What PostgreSQL says while processes of a killed server have not all noticed its death."""

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "cluster_name": DATABASE,
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
"""For a machine of two cores that also serves the pages. Durable: a commit that was answered is on disk."""


class NotStarting(Refusal):
    """The server did not come up, or does not answer."""

    code = "postgres.not_starting"
    sentence = "PostgreSQL does not start in %(folder)s. Its log, %(log)s, ends with:\n%(words)s"


def ensure(data_dir: Path) -> str:
    """Start this data folder's server, or find it running; return the URL of its database `amends`.

    Safe to call from many processes at once, and after a kill of any of them or of the server.
    Raises a Refusal of this package that says what stands in the way.
    """
    folder = writable(data_dir)
    with locked(folder):
        return _answering(folder).url(database=DATABASE)


@contextmanager
def using(data_dir: Path) -> Iterator[str]:
    """As `ensure`, and keep `stop_if_unused` of others from stopping the server while inside."""
    folder = writable(data_dir)
    with ExitStack() as marks:
        with locked(folder):
            place = _answering(folder)
            marks.enter_context(shared(place.home))
        yield place.url(database=DATABASE)


def _answering(folder: Path) -> Place:
    place = place_for(folder)
    maintenance = place.url(database="postgres")
    deadline = time.monotonic() + PATIENCE
    while (answer := PGconn.ping(f"{maintenance}&connect_timeout=5".encode())) != Ping.OK:
        if answer == Ping.NO_RESPONSE and postmaster(place) is None:
            _start(place, deadline)
        elif time.monotonic() > deadline:
            raise _not_starting(place)
        else:
            time.sleep(0.05)
    with psycopg.connect(maintenance, autocommit=True) as connection:
        if connection.execute("select from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(f'create database "{DATABASE}"')
    return place


def _start(place: Place, deadline: float) -> None:
    programs = programs_for(place.account)
    ensure_cluster(place, programs)
    sockets.prepare(place.sockets, place.account)
    disown_stale_number(place)
    place.account.run(["mv", "-f", "server.log", "server.log.before"], folder=place.home)
    settings = SETTINGS | {"unix_socket_directories": str(place.sockets)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    # Relative names: pg_ctl hands its arguments through a shell, and a folder may be called anything.
    arguments = ["start", "-s", "-w", "-t", str(int(PATIENCE)), "-D", "data", "-l", "server.log", "-o", options]
    while True:
        started = place.account.run([programs.folder / "pg_ctl", *arguments], folder=place.home)
        if started.returncode == 0:
            return
        if STILL_IN_USE not in _log(place) or time.monotonic() > deadline:
            raise _not_starting(place)
        time.sleep(0.2)


def _log(place: Place) -> str:
    log = place.home / "server.log"
    return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


def _not_starting(place: Place) -> NotStarting:
    words = "\n".join(_log(place).splitlines()[-8:])
    return NotStarting(folder=place.data, log=place.home / "server.log", words=words)
