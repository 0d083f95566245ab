"""Asking Stripe: its SDK with a timeout, no retries of its own, and plain values as answers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import stripe

Thing: TypeAlias = Mapping[str, Any]
"""An object of Stripe's, as its API reference describes it."""


class House:
    """The calls we make, each answered with plain values. Raises what the SDK raises.

    The SDK retries nothing: every retry is the job's, which first looks for what the call before may have done.
    """

    def __init__(self, secret_key: str, api_base: str, timeout: float) -> None:
        self._ask = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else None,
            http_client=stripe.RequestsClient(timeout=timeout),
            max_network_retries=0,
        ).v1

    def payment(self, ref: str) -> Thing:
        """The payment intent or charge of that name."""
        if ref.startswith("pi_"):
            return self._ask.payment_intents.retrieve(ref).to_dict()
        return self.charge(ref)

    def charge(self, ref: str) -> Thing:
        """The charge of that name."""
        return self._ask.charges.retrieve(ref).to_dict()

    def make_refund(self, params: Mapping[str, Any], *, key: str) -> Thing:
        """Makes the refund under the idempotency key, once while Stripe keeps the key."""
        options: Any = {"idempotency_key": key}
        return self._ask.refunds.create(_given(params), options).to_dict()

    def refunds(self, of: Mapping[str, str]) -> Iterator[Thing]:
        """Every refund of a payment, latest first. `of` names it: payment_intent or charge."""
        for one in self._ask.refunds.list(_given({**of, "limit": 100})).auto_paging_iter():
            yield one.to_dict()

    def refund(self, ref: str) -> Thing:
        """The refund of that name, with what it moved."""
        expand = ["balance_transaction", "failure_balance_transaction"]
        return self._ask.refunds.retrieve(ref, _given({"expand": expand})).to_dict()

    def dispute(self, ref: str) -> Thing:
        """The dispute of that name, with what it moved."""
        return self._ask.disputes.retrieve(ref).to_dict()

    def warning(self, ref: str) -> Thing:
        """The early fraud warning of that name."""
        return self._ask.radar.early_fraud_warnings.retrieve(ref).to_dict()

    def warnings(self, charge: str) -> Sequence[Thing]:
        """The early fraud warnings about a charge."""
        found = self._ask.radar.early_fraud_warnings.list(_given({"charge": charge, "limit": 1}))
        return [one.to_dict() for one in found.data]

    def make_session(self, params: Mapping[str, Any], *, key: str) -> Thing:
        """Makes the checkout session under the idempotency key, or answers with the one that was made."""
        options: Any = {"idempotency_key": key}
        return self._ask.checkout.sessions.create(_given(params), options).to_dict()

    def session(self, ref: str) -> Thing:
        """The checkout session of that name, with its payment intent."""
        return self._ask.checkout.sessions.retrieve(ref, _given({"expand": ["payment_intent"]})).to_dict()

    def balance_transactions(self, *, since: int, until: int) -> Iterator[Thing]:
        """Every line of our account in that time (seconds since 1970), with what each is about."""
        asked = {"created": {"gte": since, "lt": until}, "limit": 100, "expand": ["data.source"]}
        for one in self._ask.balance_transactions.list(_given(asked)).auto_paging_iter():
            yield one.to_dict()


def _given(params: Mapping[str, Any]) -> Any:
    """Parameters, whose types the SDK spells out one by one."""
    return dict(params)
