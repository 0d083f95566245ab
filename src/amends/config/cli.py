"""The command line; `amends --help` lists its commands."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.core.management import execute_from_command_line

from amends.config.postgres import connected, database_url, default_data_dir, stop, using
from amends.config.processes import die_with_parent, free_address, run_demo, say, serve_web
from amends.core.refusals import Refusal


def demo() -> int:
    """set everything up, seed a story, serve web and worker until Ctrl-C"""
    return run_demo()


def serve() -> int:
    """serve the web; AMENDS_PORT (8000), AMENDS_HOST (127.0.0.1)"""
    address = free_address()
    with _database():
        serve_web(address)
    return 0


def worker() -> int:
    """run the jobs: mail, settlements, deadlines"""
    with _database():
        return _manage("worker")


def migrate() -> int:
    """bring the database up to date; safe to run twice at once"""
    with _database():
        return _manage("migrate")


def stop_database() -> int:
    """stop the embedded PostgreSQL of AMENDS_DATA_DIR"""
    say("The database was stopped." if stop(default_data_dir()) else "No database was running.")
    return 0


OWN: dict[str, Callable[[], int]] = {
    "demo": demo,
    "serve": serve,
    "worker": worker,
    "migrate": migrate,
    "stop-database": stop_database,
}
HANDED_OVER = {
    "create-staff": (["create_staff"], "let one of the platform's staff in, the first admin above all"),
    "create-token": (["create_token"], "make an access token for the platform's systems, printed once"),
    "import-orders": (["import_orders"], "import orders from a CSV file"),
    "invariants": (["invariants"], "check what must always hold, and report what does not"),
    "manage": ([], "any of Django's management commands, as `django-admin` would run it"),
}

HELP = frozenset({"-h", "--help"})
"""Asks that need no database."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code. What a user can cause is one sentence, never a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
    try:
        if given and given[0] in HANDED_OVER:
            with nullcontext() if HELP.intersection(given) else _database():
                return _manage(*HANDED_OVER[given[0]][0], *given[1:])
        return OWN[_parser().parse_args(given).command]()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.words()}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amends", description="The dispute centre: web, worker and database.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run in OWN.items():
        commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    for name, (_, words) in HANDED_OVER.items():
        commands.add_parser(name, help=words)
    return parser


@contextmanager
def _database() -> Iterator[str]:
    """The database's URL while it is sure to run: the one at DATABASE_URL, or our own, started if need be."""
    if os.environ.get("DATABASE_URL"):
        yield connected(database_url())
    else:
        with using(default_data_dir()) as url:
            yield url


def _manage(*arguments: str) -> int:
    """Run a management command as Django would from a shell; its exit code is ours."""
    try:
        execute_from_command_line(["amends", *arguments])
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
