"""Holds: the embedded PostgreSQL: where it lies, whom it runs as, starting, finding and stopping it.

May use: the wheel's programs or those of AMENDS_PG_BIN; psycopg; core.refusals.
Never: Django, TCP, a server that runs as root, or the removal of data.
"""

from amends.config.postgres.address import database_url, default_data_dir
from amends.config.postgres.connect import connected
from amends.config.postgres.launch import ensure, using
from amends.config.postgres.stop import stop, stop_if_unused

__all__ = ["connected", "database_url", "default_data_dir", "ensure", "stop", "stop_if_unused", "using"]
