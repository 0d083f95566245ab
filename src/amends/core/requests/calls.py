"""Counting calls, so that whoever makes too many in a stretch of time can be told when to go on."""

from collections import Counter
from collections.abc import Hashable
from datetime import datetime
from threading import Lock


class Calls:
    """The calls of one stretch of time, by who makes them: of one process, and any of its threads."""

    def __init__(self, *, seconds: int) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._stretch = 0
        self._counts: Counter[Hashable] = Counter()

    def count(self, who: Hashable, *, now: datetime) -> tuple[int, float]:
        """How many there are with this one, and in how many seconds all begin anew."""
        stretch, gone = divmod(now.timestamp(), self.seconds)
        with self._lock:
            if stretch != self._stretch:
                self._stretch, self._counts = int(stretch), Counter()
            self._counts[who] += 1
            return self._counts[who], self.seconds - gone
