"""What Stripe's answers mean for our money: done, refused for good, or not known."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from amends.core.settlements.legs import Unrefundable
from amends.gateways.payments.port import OutcomeUnknown, RefundRefused

_WHY = {
    "charge_already_refunded": Unrefundable.NOTHING_LEFT,
    "amount_too_large": Unrefundable.NOTHING_LEFT,
    "charge_disputed": Unrefundable.DISPUTED,
    "refund_disputed_payment": Unrefundable.DISPUTED,
    "resource_missing": Unrefundable.NOT_FOUND,
}
_WHY_IN_WORDS = (
    (re.compile(r"greater than (the )?(unrefunded|charge|remaining)", re.I), Unrefundable.NOTHING_LEFT),
    (re.compile(r"too old|no longer be refunded|(after|past|within) \d+ days|refund (period|window)", re.I),
     Unrefundable.TOO_OLD),
)  # fmt: skip
"""Some refusals come without a code."""

_FINAL = (stripe.InvalidRequestError, stripe.CardError)
_OURS = (stripe.AuthenticationError, stripe.PermissionError)


@contextmanager
def answered() -> Iterator[None]:
    """Whatever the SDK raises within becomes RefundRefused or OutcomeUnknown.

    Refused is only what Stripe looked at and turned down. A secret key it does not take says nothing about the
    refund: it may have been made under the key before. Nor does an idempotency key that was used for another request
    or is in use now: what that other request did was ours as well.
    """
    try:
        yield
    except _FINAL as refused:
        raise RefundRefused(_words(refused), _why(refused)) from refused
    except _OURS as unheard:
        raise OutcomeUnknown("Stripe does not take our secret key, or the key may not do this") from unheard
    except stripe.StripeError as unknown:
        raise OutcomeUnknown(_words(unknown)) from unknown


@contextmanager
def told() -> Iterator[None]:
    """For questions, which have no final no: whatever goes wrong within becomes OutcomeUnknown."""
    try:
        with answered():
            yield
    except RefundRefused as refused:
        raise OutcomeUnknown(str(refused)) from refused


def _why(refused: stripe.StripeError) -> Unrefundable:
    found = _WHY.get(refused.code or "")
    words = refused.user_message or ""
    return found or next((why for pattern, why in _WHY_IN_WORDS if pattern.search(words)), Unrefundable.OTHER)


def _words(error: stripe.StripeError) -> str:
    """Stripe's sentence; of a broken answer or connection only the first line, the rest is advice."""
    words = (error.user_message or str(error) or type(error).__name__).strip().splitlines()[0]
    return f"HTTP {error.http_status}: {words}" if (error.http_status or 0) >= 500 else words
