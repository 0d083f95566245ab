"""Cursors: a place in a list as an opaque word. It says nothing that its holder did not see."""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from amends.doors.api.problems import Unreadable
from amends.records.keyset import Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class CursorMalformed(Unreadable):
    """Not a cursor of ours."""

    code = "request.cursor_malformed"
    sentence = "This is not a cursor; take it from “next” of the page before."
    field = "cursor"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def write_cursor(place: Place) -> str:
    """32 characters: microseconds since 1970 and the id."""
    micros = (place.at - _EPOCH) // _MICROSECOND
    return base64.urlsafe_b64encode(micros.to_bytes(8, "big", signed=True) + place.id.bytes).decode()


def read_cursor(cursor: str) -> Place:
    """The place. Raises CursorMalformed."""
    try:
        told = base64.b64decode(cursor, altchars=b"-_", validate=True)
        micros, id_ = int.from_bytes(told[:8], "big", signed=True), UUID(bytes=told[8:])
        return Place(_EPOCH + micros * _MICROSECOND, id_)
    except (ValueError, OverflowError, binascii.Error):
        raise CursorMalformed from None
