"""Databases of the bench's own, beside the installation's, on the same server."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from amends.config.postgres import database_url, default_data_dir, using

HERE = Path(__file__).parent


@contextmanager
def server() -> Iterator[None]:
    """PostgreSQL at DATABASE_URL, or the embedded one of AMENDS_DATA_DIR, kept running meanwhile."""
    if os.environ.get("DATABASE_URL"):
        yield
    else:
        with using(default_data_dir()):
            yield


def url_of(name: str) -> str:
    """The conninfo of a database on the bench's server."""
    return make_conninfo(database_url(), dbname=name)


def fresh_database(name: str) -> str:
    """Drop and make the database, bring it up to date, and return its conninfo."""
    drop_database(name)
    _admin(sql.SQL("create database {}").format(sql.Identifier(name)))
    url = url_of(name)
    command = [sys.executable, "-m", "amends.config.cli", "migrate"]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=True, stdout=subprocess.DEVNULL)
    return url


def drop_database(name: str) -> None:
    """Drop the database if it is there."""
    _admin(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def run_file(url: str, name: str, values: Mapping[str, int], *, unchecked: bool = False) -> None:
    """Run a file of SQL statements that stands beside this module; `values` fill its %(names)s.

    `unchecked` spares the foreign keys of rows that are right by themselves, where we may ask for that.
    """
    text = (HERE / name).read_text(encoding="utf-8")
    with psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        if unchecked:
            with suppress(psycopg.errors.InsufficientPrivilege):
                connection.execute("set session_replication_role = replica")
        connection.execute(text.encode(), values)


def server_version(url: str) -> str:
    """As PostgreSQL says it, for example 18.4."""
    with psycopg.connect(url) as connection:
        return str(connection.info.parameter_status("server_version"))


def settle(url: str) -> None:
    """Have statistics and the visibility map up to date, so that no vacuum starts in the middle of a measurement."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum (analyze)")
        connection.execute("checkpoint")


def _admin(statement: sql.Composed) -> None:
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        connection.execute(statement)
