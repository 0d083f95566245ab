"""Each trail's chain holds to the end that its subject remembers, and tells the state of its dispute or version."""

import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from amends.core.trail.chain import first_broken
from amends.records.invariants.violation import Violation

_TRAILS = files(__package__).joinpath("trails.sql").read_text()
_AT_ONCE = 500


def trail_chains() -> Iterator[Violation]:
    """Walks every trail, some entries at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_TRAILS)
        rows = (row for chunk in iter(lambda: cursor.fetchmany(_AT_ONCE), []) for row in chunk)
        for subject, entries in groupby(rows, key=itemgetter(0)):
            yield from _of_one(subject, list(entries))


def _of_one(subject: UUID, entries: list[tuple[Any, ...]]) -> Iterator[Violation]:
    chain = [(number, bytes(body), bytes(digest)) for _, number, body, digest, *_ in entries]
    *_, seq, head, state = entries[-1]
    broken = first_broken(chain, secret=settings.TRAIL_SECRET)
    if broken is not None:
        yield Violation("trail_chains", str(subject), f"the trail breaks at entry {broken}")
    elif seq is None:
        yield Violation("trail_chains", str(subject), "a trail of nothing")
    elif (seq, bytes(head)) != (chain[-1][0], chain[-1][2]):
        yield Violation("trail_chains", str(subject), f"the trail ends at entry {chain[-1][0]}, its row says {seq}")
    elif state is not None and state != (told := _last_state(chain)):
        yield Violation("trail_chains", str(subject), f"the trail tells of {told}, its row is {state}")


def _last_state(chain: list[tuple[int, bytes, bytes]]) -> str | None:
    told = (json.loads(body)["after"] or {} for _, body, _ in reversed(chain))
    states = (after.get("state", after.get("status")) for after in told if "leg" not in after)
    return next((str(state) for state in states if state is not None), None)
