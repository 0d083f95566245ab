"""When a token was used last, to the minute: a statement a minute, however often it calls."""

from datetime import datetime, timedelta
from threading import Lock

from amends.records.access.models import ApiToken

EVERY = timedelta(minutes=1)
_REMEMBERED = 10_000

_noted: dict[bytes, datetime] = {}
_lock = Lock()


def note_use(digest: bytes, *, now: datetime) -> None:
    """Notes the use of a token, given by its digest, unless this process did so less than a minute ago."""
    with _lock:
        before = _noted.get(digest)
        if before is not None and now - before < EVERY:
            return
        if len(_noted) >= _REMEMBERED:
            _noted.clear()
        _noted[digest] = now
    ApiToken.objects.filter(token_digest=digest).update(last_used_at=now)
