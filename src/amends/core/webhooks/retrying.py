"""When a message is tried again, for a day; and when nobody is taken to listen any more."""

from datetime import datetime, timedelta

_WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=8),
    timedelta(hours=8),
)
MOST_TRIES = len(_WAITS) + 1
LOTS = 1_000
"""A lot is drawn by the caller, from 0 to this, without it."""

SILENCE = timedelta(days=3)
"""An endpoint that took nothing in for so long is disabled."""

GONE = 410
"""By this answer an endpoint says itself that it wants no more."""

OLD_SECRET_LIFE = timedelta(days=1)
"""How long a secret that was replaced still signs."""


def is_taken(status: int | None) -> bool:
    """Whether the answer says that the message arrived. A redirect does not: it is not followed."""
    return status is not None and 200 <= status < 300


def next_try(*, tries: int, now: datetime, lot: int) -> datetime | None:
    """When to try again after `tries` that failed, a fifth earlier or later by lot; None when that was the last."""
    if tries >= MOST_TRIES:
        return None
    wait = _WAITS[tries - 1]
    return now + wait * (800 + 400 * lot // LOTS) // 1_000


def is_lost(*, status: int | None, failing_since: datetime, now: datetime) -> bool:
    """Whether an endpoint that failed just now is disabled: it said so, or nothing arrived for days."""
    return status == GONE or now - failing_since >= SILENCE
