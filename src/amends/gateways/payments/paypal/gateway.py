"""PayPal behind the port."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from amends.core.reconciliation.movement import Movement
from amends.gateways.payments.paypal import news, refunds, signature, statement, top_ups
from amends.gateways.payments.paypal.client import LIVE, PayPalClient
from amends.gateways.payments.port import Checkout, Envelope, News, Refund, RefundOrder, TopUpOrder
from amends.usecases.wallet.record_top_up import RecordTopUp


class PayPalGateway:
    """One PayPal business account. `timeout` is in seconds, for each request; `webhook_id` is PayPal's."""

    def __init__(
        self, *, client_id: str, secret: str, webhook_id: str = "", api_base: str = LIVE, timeout: float = 20
    ) -> None:
        self._client = PayPalClient(client_id=client_id, secret=secret, api_base=api_base, timeout=timeout)
        self._webhook_id = webhook_id

    def refund(self, order: RefundOrder) -> Refund:
        """See PaymentGateway."""
        return refunds.refund(self._client, order)

    def find(self, order: RefundOrder) -> Refund | None:
        """See PaymentGateway."""
        return refunds.find(self._client, order)

    def begin(self, order: TopUpOrder) -> Checkout:
        """See TopUpGateway. The same page for the same key for six hours."""
        return top_ups.begin(self._client, order)

    def find_top_up(self, *, key: UUID, ref: str) -> RecordTopUp | None:
        """See TopUpGateway."""
        return top_ups.find(self._client, key=key, ref=ref)

    def check(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Envelope:
        """See NewsGateway. Asks PayPal, so it raises OutcomeUnknown as well."""
        return signature.check(self._client, webhook_id=self._webhook_id, body=body, headers=headers, now=now)

    def read(self, body: bytes) -> list[News]:
        """See NewsGateway."""
        return news.read(self._client, body)

    def movements(self, *, since: datetime, until: datetime) -> Iterator[Movement]:
        """See StatementGateway."""
        return statement.movements(self._client, since=since, until=until)
