"""Storing many new rows of a table at once, by COPY: what takes long in an import is saying each row as a statement."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import orjson
from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg.types.json import Jsonb

_LEFT_OUT = object()


def copy_rows(model: type[Model], rows: Sequence[object]) -> None:
    """Stores new rows of a model: anything that has its columns as attributes, for an instance is slow to make.

    What the first leaves out or to the database's defaults, all of them do. Raises IntegrityError when a row is there
    already; then none is stored, and the transaction is lost unless the caller keeps a savepoint.
    """
    if not rows:
        return
    first, given = rows[0], []
    for field in model._meta.concrete_fields:
        value = getattr(first, field.attname, _LEFT_OUT)
        if value is not _LEFT_OUT and not isinstance(value, DatabaseDefault):
            given.append(field)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in given)
    table = connection.ops.quote_name(model._meta.db_table)
    makers = [(field.attname, _maker(field)) for field in given]
    statement = f"copy {table} ({columns}) from stdin"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([make(getattr(row, name)) if make else getattr(row, name) for name, make in makers])


def _maker(field: "Field[Any, Any]") -> Callable[[Any], object] | None:
    """What makes a value of that column fit for COPY; None when it fits as it is."""
    kind = field.get_internal_type()
    if kind == "JSONField":
        return partial(Jsonb, dumps=orjson.dumps)
    return partial(field.get_db_prep_save, connection=connection) if kind == "ArrayField" else None
