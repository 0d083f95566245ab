"""Moments as PayPal writes and reads them: RFC 3339, Transaction Search with +0000."""

from datetime import UTC, datetime


def moment(text: object) -> datetime:
    """The moment PayPal tells, in UTC. Raises ValueError for anything else, one without a zone included."""
    told = datetime.fromisoformat(str(text))
    if told.tzinfo is None:
        raise ValueError(f"{text} says no zone")
    try:
        return told.astimezone(UTC)
    except OverflowError as fault:
        raise ValueError(f"{text} is no moment in UTC") from fault


def moment_text(at: datetime) -> str:
    """A moment as PayPal reads it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
