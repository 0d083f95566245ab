"""Our keys in PayPal's `custom_id`, and how long PayPal remembers its own `PayPal-Request-Id`.

A custom_id says what it names, because a refund made by hand carries on the custom_id of its payment, and other
software of the same PayPal account writes ids as well. PayPal allows 127 characters of [A-Za-z0-9-_.,].
"""

from datetime import timedelta
from uuid import UUID

_LEG, _TOP_UP = "amends-leg.", "amends-topup."

KEY_LIFE = timedelta(days=44)
"""For how long a refund may be repeated under its key: PayPal keeps it for 45 days (Payments v2, parameter

`PayPal-Request-Id`); a day is left for clocks and for requests under way.
"""


def leg_mark(key: UUID) -> str:
    """A leg's custom_id."""
    return f"{_LEG}{key}"


def top_up_mark(key: UUID) -> str:
    """A top-up's custom_id."""
    return f"{_TOP_UP}{key}"


def leg_of(custom_id: object) -> UUID | None:
    """The leg a custom_id names, if one of ours."""
    return _after(_LEG, custom_id)


def top_up_of(custom_id: object) -> UUID | None:
    """The top-up a custom_id names, if one of ours."""
    return _after(_TOP_UP, custom_id)


def _after(prefix: str, custom_id: object) -> UUID | None:
    text = str(custom_id or "")
    if not text.startswith(prefix):
        return None
    try:
        return UUID(text.removeprefix(prefix))
    except ValueError:
        return None
