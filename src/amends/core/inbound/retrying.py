"""When a message of a payment house is tried again, and when a person is asked instead."""

from datetime import datetime, timedelta

from amends.core.refusals import Refusal

MOST_TRIES = 14
"""With the waits between them about seven hours; payment houses are seldom out of reach for longer."""

_FIRST, _LONGEST = timedelta(seconds=10), timedelta(hours=1)


class MessageUnseen(Refusal):
    """No such message."""

    code = "inbound.message_unseen"
    sentence = "There is no such message."
    kind = "unseen"


class MessageDigested(Refusal):
    """It needs no further try."""

    code = "inbound.message_digested"
    sentence = "This message was taken in meanwhile."


def next_try(*, tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` that failed: 10 seconds, then twice as long each time; None to leave off."""
    if tries >= MOST_TRIES:
        return None
    wait: timedelta = _FIRST * 2 ** (tries - 1)
    return now + min(wait, _LONGEST)
