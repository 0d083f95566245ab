"""What was written between two moments, row for row, with ids, times, numbers and digests masked."""

import json
import re
from collections.abc import Mapping

from django.db import connection

MASKS = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
    (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?\+\d\d(:\d\d)?", "TIME"),
    (r"SH\d{19}", "NUMBER"),
    (r"(B|own|bench|Shop|SKU|sku|Buyer|buyer)[- ]?\d+", r"\1"),
    (r"\d+ Long Street", "STREET"),
    (r"\b[0-9a-f]{64}\b", "DIGEST"),
    (r"\b[0-9a-f]{32}\b", "SALT"),
)

Rows = dict[str, set[str]]


def rows() -> Rows:
    """Every row of every table as JSON text."""
    with connection.cursor() as cursor:
        found: Rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select to_jsonb(t)::text from "{table}" t')
            found[table] = {text for (text,) in cursor.fetchall()}
        return found


def written(before: Rows, after: Rows) -> dict[str, list[dict[str, object]]]:
    """The rows that are new or changed."""
    told = {table: [json.loads(row) for row in sorted(after[table] - before[table])] for table in after}
    return {table: found for table, found in told.items() if found}


def shape(value: object) -> object:
    """The value with ids, times, numbers and digests masked; bytes as their count; keys kept, in any sequence."""
    if isinstance(value, str) and value.startswith("\\x"):
        return f"{len(value) // 2 - 1} bytes"
    if isinstance(value, str) and value.startswith('{"'):
        value = json.loads(value)
    text = json.dumps(value, sort_keys=True)
    for pattern, mask in MASKS:
        text = re.sub(pattern, mask, text)
    return text


def shapes(found: Mapping[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    return {
        table: [{column: shape(value) for column, value in row.items() if column != "body"} for row in rows]
        for table, rows in found.items()
    }
