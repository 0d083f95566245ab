"""The short id of a row, asked of PostgreSQL (core.short_ids)."""

from django.db.models import BigIntegerField, Func


class ShortId(Func):
    """Of the column named; orders are found by their account and this."""

    function = "short_id"
    output_field = BigIntegerField()
