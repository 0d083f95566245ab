"""Stripe as a payment house: refunds, top-ups, news and the account's lines."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import stripe

from amends.core.reconciliation.movement import Movement
from amends.core.settlements.legs import Unrefundable
from amends.gateways.payments.port import (
    Checkout,
    Envelope,
    Forged,
    News,
    Refund,
    RefundOrder,
    RefundRefused,
    TopUpOrder,
)
from amends.gateways.payments.stripe.amounts import AmountUnfit, to_stripe
from amends.gateways.payments.stripe.answers import answered, told
from amends.gateways.payments.stripe.house import House
from amends.gateways.payments.stripe.news import read_news
from amends.gateways.payments.stripe.refunds import LEG, key_in, payment_named, read_refund, refund_params
from amends.gateways.payments.stripe.statement import read_movement
from amends.gateways.payments.stripe.top_ups import read_session, session_params
from amends.usecases.wallet.record_top_up import RecordTopUp

TOLERANCE = timedelta(seconds=300)
"""How old, or how far ahead, a signed message may be; Stripe's own default."""
_UNREADABLE = (
    stripe.SignatureVerificationError,
    *(ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError),
)
"""What reading a header and a body can end in that anybody may have written."""


class StripeGateway:
    """Implements every protocol of the port. `timeout` is for one call, in seconds.

    Without `webhook_secret` every message counts as forged.
    """

    def __init__(self, *, secret_key: str, webhook_secret: str = "", api_base: str = "", timeout: float = 20) -> None:
        self._house = House(secret_key, api_base, timeout)
        self._webhook_secret = webhook_secret

    def refund(self, order: RefundOrder) -> Refund:
        """Refunds once for `order.key`. Raises RefundRefused or OutcomeUnknown.

        A refusal is believed only after the payment's refunds were looked through: Stripe forgets keys after a day
        at the earliest, and refuses a repeated request because the first one took all there was. That the payment is
        not there is said as it is; what it means of a repeated order is the caller's to judge.
        """
        try:
            with answered():
                payment_named(order.payment_ref)
                params = refund_params(order, self._house.payment(order.payment_ref))
                made = self._house.make_refund(params, key=str(order.key))
        except RefundRefused as refused:
            if refused.why is Unrefundable.NOT_FOUND:
                raise
            found = self.find(order)
            if found is None:
                raise
            return found
        return read_refund(made, order)

    def find(self, order: RefundOrder) -> Refund | None:
        """The refund named `order.ref`, else the one with `order.key` in its metadata. Raises OutcomeUnknown.

        That there is none counts only of a payment that is there: the refunds of an unknown one may be an empty list.
        """
        with told():
            if order.ref:
                return read_refund(self._house.refund(order.ref), order)
            for one in self._house.refunds(payment_named(order.payment_ref)):
                if key_in(one, LEG) == order.key:
                    return read_refund(one, order)
            self._house.payment(order.payment_ref)
        return None

    def begin(self, order: TopUpOrder) -> Checkout:
        """Stripe's own page on which to pay. Raises RefundRefused or OutcomeUnknown."""
        try:
            amount = to_stripe(order.amount, order.currency)
        except AmountUnfit as unfit:
            raise RefundRefused(str(unfit)) from unfit
        with answered():
            made = self._house.make_session(session_params(order, amount), key=str(order.key))
        return Checkout(url=made["url"], ref=made["id"])

    def find_top_up(self, *, key: UUID, ref: str) -> RecordTopUp | None:
        """What became of the checkout session `ref`, if it is the one of `key`. Raises OutcomeUnknown."""
        with told():
            found = read_session(self._house.session(ref))
        return found if found and found.top_up_id == key else None

    def check(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Envelope:
        """By Stripe's signature over time and body; at most TOLERANCE away from `now`. Raises Forged."""
        header = headers.get("stripe-signature", "")
        try:
            stripe.WebhookSignature.verify_header(body, header, self._webhook_secret)
            signed_at = datetime.fromtimestamp(_first_time(header), UTC)
            message = json.loads(body)
            envelope = Envelope(id=str(message["id"]), kind=str(message["type"]))
        except _UNREADABLE as fault:
            raise Forged(type(fault).__name__) from fault
        if abs(now - signed_at) > TOLERANCE:
            raise Forged("signed too long ago, or in the future")
        return envelope

    def read(self, body: bytes) -> list[News]:
        """What the message is about, as Stripe has it now. Raises OutcomeUnknown.

        Messages come late and out of order; the object they name is asked for, so that the latest is what counts.
        """
        with told():
            return list(read_news(json.loads(body), self._house))

    def movements(self, *, since: datetime, until: datetime) -> Iterator[Movement]:
        """The balance transactions of that time, latest first. Raises OutcomeUnknown."""
        with told():
            lines = self._house.balance_transactions(since=int(since.timestamp()), until=int(until.timestamp()))
            for line in lines:
                yield read_movement(line)


def _first_time(header: str) -> int:
    """The time of the signature: the one the SDK takes, too."""
    return int(next(part for part in header.split(",") if part.startswith("t="))[2:])
