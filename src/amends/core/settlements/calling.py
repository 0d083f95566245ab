"""For how long a call to a payment house may be under way."""

from datetime import UTC, datetime, timedelta

from amends.core.refusals import Refusal, Said

LONGEST_CALL = timedelta(minutes=5)
"""A repeated refund takes at most fifteen requests (at PayPal five questions, each with a token that is refused, a new

one, and the question again), each of which waits for 20 seconds, the gateways' time-out.
"""


class LegBeingCalled(Refusal):
    """Nobody can tell that a refund is not there while a call may still make it."""

    code = "settlement.leg_being_called"
    sentence = "The payment house is being asked about this refund; look there again after %(until)s."


def check_not_being_called(*, called_at: datetime | None, answered_at: datetime | None, now: datetime) -> None:
    """Raises LegBeingCalled while the last call, at `called_at`, has neither ended nor outlasted LONGEST_CALL.

    `answered_at` is when the end of a call was last written down. A call whose process died ends by time alone.
    """
    if called_at is None or (answered_at is not None and answered_at >= called_at):
        return
    until = called_at + LONGEST_CALL
    if now < until:
        raise LegBeingCalled(until=Said(until.isoformat(), f"{until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"))
