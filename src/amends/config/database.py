"""Django's DATABASES entry, from a libpq URL."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from amends.config.postgres import database_url


def django_database() -> dict[str, Any]:
    """The entry for the installation's database: pooled, server-side binding, statements prepared at first use.

    Server-side binding with `prepare_threshold` 0 makes each statement of the hot path one message (see
    docs/decisions). AMENDS_DB_POOL bounds the connections of one process.
    """
    told = conninfo_to_dict(database_url())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told.pop("dbname", "amends"),
        "USER": told.pop("user", ""),
        "PASSWORD": told.pop("password", ""),
        "HOST": told.pop("host", ""),
        "PORT": told.pop("port", ""),
        "OPTIONS": {
            **told,
            "server_side_binding": True,
            "prepare_threshold": 0,
            "pool": {"min_size": 1, "max_size": int(os.environ.get("AMENDS_DB_POOL", "16")), "timeout": 20},
        },
    }
