"""A case's thread as one timeline: messages, and between them what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from amends.core.access import Side
from amends.doors.console.trail_words import IN_THREAD, LOOKS, Names, sentence
from amends.records.disputes.case_file_thread import MessageShown, TrailShown


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `why` holds words that no message repeats."""

    at: datetime
    sentence: SafeString
    icon: str
    tone: str
    why: str

    message: None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `ours` when the platform wrote it."""

    at: datetime
    message: MessageShown
    ours: bool


def timeline(
    messages: Sequence[MessageShown], entries: Sequence[TrailShown], *, names: Names, currency: str, whole: bool
) -> list[Event | Said]:
    """Both, in the order of time; of one instant, what happened stands before what was said.

    Unless the messages are the `whole` thread, events before the first of them are left out.
    """
    since = None if whole or not messages else messages[0].at
    happened: list[Event | Said] = [
        _event(entry, names, currency)
        for entry in entries
        if entry.code in IN_THREAD and (since is None or entry.at >= since)
    ]
    said: list[Event | Said] = [Said(message.at, message, message.side is not Side.MERCHANT) for message in messages]
    return sorted(happened + said, key=lambda item: (item.at, item.message is not None))


def _event(entry: TrailShown, names: Names, currency: str) -> Event:
    look = LOOKS[entry.code]
    told = sentence(entry, names=names, currency=currency)
    return Event(entry.at, told, look.icon, look.tone, "" if look.said else entry.why)
