"""Files that are given by their address: how long we try to fetch one, and how it stands."""

from datetime import timedelta
from enum import StrEnum

from amends.core.refusals import Refusal

MOST_WAITING = 100
"""Files of one account that belong to no dispute yet."""

UPLOAD_LIFE = timedelta(days=1)
"""How long a file waits for its dispute. After that its objects may be gone (usecases.evidence.forget_orphans)."""

_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


class FetchState(StrEnum):
    """Waiting to be fetched; fetched, for a dispute that is still to come; given to its dispute; or failed for good."""

    WAITING = "waiting"
    FETCHED = "fetched"
    GIVEN = "given"
    FAILED = "failed"


class TooManyWaiting(Refusal):
    """Files without a dispute pile up."""

    code = "evidence.too_many_waiting"
    sentence = "%(most)s files wait for a dispute already; open one with them first."


class UploadTooOld(Refusal):
    """A file that waited too long for its dispute."""

    code = "evidence.upload_too_old"
    sentence = "It was uploaded more than a day ago; upload it again."


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after the `tries`th try failed; None when that was the last."""
    return _WAITS[tries - 1] if tries <= len(_WAITS) else None
