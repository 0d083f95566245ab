"""Storing many new rows of a table at once, by COPY: what takes long in an import is saying each row as a statement."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault


def copy_rows(rows: Sequence[Model]) -> None:
    """Stores new rows of one model. What the first leaves to the database's defaults, all of them do.

    Raises IntegrityError when a row is there already; then none is stored, and the transaction is lost unless the
    caller keeps a savepoint.
    """
    if not rows:
        return
    first = rows[0]
    fields = [
        field for field in first._meta.concrete_fields if not isinstance(getattr(first, field.attname), DatabaseDefault)
    ]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(first._meta.db_table)
    plain = [(field.attname, field.get_internal_type() not in ("JSONField", "ArrayField"), field) for field in fields]
    statement = f"copy {table} ({columns}) from stdin"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [
                    getattr(row, name) if as_it_is else field.get_db_prep_save(getattr(row, name), connection)
                    for name, as_it_is, field in plain
                ]
            )
