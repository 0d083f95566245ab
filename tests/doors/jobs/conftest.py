"""Processes that jobs start read the database of the test that runs them."""

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo


@pytest.fixture
def children_see_it(committed_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names the test's own database in the environment."""
    told = connection.settings_dict
    keys = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    url = make_conninfo(dbname=told["NAME"], **{key: value for key, value in keys.items() if value})
    monkeypatch.setenv("DATABASE_URL", url)
