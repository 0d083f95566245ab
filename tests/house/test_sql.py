"""Every .sql file is prepared against the migrated schema, so that no column can be renamed away under it."""

import re

import pytest
from django.db import connection

from tests.house.lints import SRC

FILES = sorted(SRC.rglob("*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.django_db
def test_the_statement_fits_the_schema(path) -> None:
    assert prepare(path.read_text()) is None


@pytest.mark.django_db
def test_a_statement_with_a_wrong_column_is_refused() -> None:
    with pytest.raises(Exception, match="no_such_column"):
        prepare("select no_such_column from orders")


def prepare(text: str) -> None:
    """Has PostgreSQL parse and plan the statement; parameters become numbered ones."""
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        if found.group(1) not in names:
            names.append(found.group(1))
        return f"${names.index(found.group(1)) + 1}"

    statement = re.sub(r"%\((\w+)\)s", numbered, text).replace("%%", "%")
    with connection.connection.cursor() if connection.connection else connection.cursor() as cursor:
        cursor.execute(f"prepare tried as {statement}".encode())
        cursor.execute(b"deallocate tried")
