"""Which stretch of a provider's account is asked for next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(days=31)
"""At most so much is asked for at a time (PayPal answers no more), and the first time."""

OVERLAP = timedelta(days=3)
"""So far a stretch reaches back behind the end of the last one: lines appear hours late."""

LOOK_BACK_EVERY = timedelta(days=1)
"""So often a stretch reaches back as far as it may: a line that was pending appears under the day it began."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` until before `until`."""

    since: datetime
    until: datetime


def next_stretch(*, told_until: datetime | None, looked_back_at: datetime | None, now: datetime) -> Stretch:
    """What is asked for at `now`; `told_until` is how far the account is known, None before the first time.

    `looked_back_at` is when a stretch of full length was last read. What is further behind than one stretch is made up
    for one stretch at a time.
    """
    if told_until is None:
        return Stretch(now - LONGEST, now)
    since = told_until - OVERLAP
    if (looked_back_at is None or now - looked_back_at >= LOOK_BACK_EVERY) and now - LONGEST < since:
        since = now - LONGEST
    return Stretch(since, min(now, since + LONGEST))
