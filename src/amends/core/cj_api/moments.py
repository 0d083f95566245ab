"""The ways CJ writes a time."""

from datetime import UTC, datetime, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write_zoned(at: datetime) -> str:
    """``2021-08-18T09:16:33+08:00``: sessions."""
    return at.astimezone(_CHINA).isoformat(timespec="seconds")


def write_plain(at: datetime | None) -> str | None:
    """``2021-08-23 11:31:45``, in UTC: orders and lists."""
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def write_millis(at: datetime) -> int:
    """Milliseconds since 1970: a dispute's own answer."""
    return (at - _EPOCH) // timedelta(milliseconds=1)
