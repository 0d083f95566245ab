"""Whether a database answers, in words an operator understands."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from amends.config.postgres.programs import OLDEST
from amends.core.refusals import Refusal


class DatabaseAddressMalformed(Refusal):
    """DATABASE_URL is not an address of PostgreSQL. It is not repeated: it may hold a password."""

    code = "postgres.database_address_malformed"
    sentence = (
        "DATABASE_URL is not a PostgreSQL address; it should look like postgresql://user:password@host:5432/amends."
    )


class DatabaseUnreachable(Refusal):
    """The database that DATABASE_URL names does not let us in."""

    code = "postgres.database_unreachable"
    sentence = "The database at DATABASE_URL (%(where)s) cannot be reached: %(reason)s"


class DatabaseTooOld(Refusal):
    """A PostgreSQL that we do not support."""

    code = "postgres.database_too_old"
    sentence = "The database at DATABASE_URL runs PostgreSQL %(found)s; Amends needs %(oldest)s or later."


def connected(url: str) -> str:
    """The URL, once a connection was made. Raises one of this module's refusals; none tells the password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise DatabaseAddressMalformed from error
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            found = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        where = ", ".join(f"{name} {parts[name]}" for name in ("host", "port", "dbname", "user") if name in parts)
        reason = " ".join(str(error).split())
        raise DatabaseUnreachable(where=where, reason=reason) from error
    if found < OLDEST:
        raise DatabaseTooOld(found=found, oldest=OLDEST)
    return url
