"""Whoever bears a paid leg was charged their share of it once, credited since or not; nobody else was."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from django.db import connection

from amends.core.liability.shares import CHARGED, Bearing, Shares
from amends.records.invariants.violation import Violation

_LEGS = files(__package__).joinpath("borne_legs.sql").read_text()
_AT_ONCE = 500


def borne() -> Iterator[Violation]:
    """Walks every paid leg that somebody beside the platform bears, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LEGS)
        for rows in iter(lambda: cursor.fetchmany(_AT_ONCE), []):
            for row in rows:
                yield from _of_one(*row)


def _of_one(leg_id: Any, amount: int, *told: Any) -> Iterator[Violation]:
    platform, supplier, carrier, merchant, supplier_name, carrier_name, charged, spared = told
    shares = Shares(platform=platform, supplier=supplier, carrier=carrier, merchant=merchant)
    bearing = Bearing(shares=shares, supplier=supplier_name, carrier=carrier_name)
    parts = bearing.split(amount)
    wanted = sorted(
        f"{bearer.value} {parts.of(bearer)} {bearing.name_of(bearer)}"
        for bearer in CHARGED
        if parts.of(bearer) and bearer.value not in spared
    )
    if sorted(charged) != wanted:
        said = f"charged {', '.join(charged) or 'nobody'}; it is borne by {', '.join(wanted) or 'nobody'}"
        yield Violation("borne", str(leg_id), f"leg over {amount}: {said}")
