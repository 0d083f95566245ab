"""Numbers of disputes and of the orders that resend goods: one sequence for both."""

from datetime import datetime

from django.db import connection


def next_sh_number(*, prefix: str, now: datetime) -> str:
    """The prefix, the UTC time to the second, and seven digits of the sequence."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('sh_numbers')")
        (tail,) = cursor.fetchone()
    return f"{prefix}{now:%y%m%d%H%M%S}{tail % 10_000_000:07d}"
