"""PayPal behind the port."""

from amends.gateways.payments.paypal import refunds
from amends.gateways.payments.paypal.client import LIVE, PayPalClient
from amends.gateways.payments.port import Refund, RefundOrder


class PayPalGateway:
    """One PayPal business account. `timeout` is in seconds, for each request."""

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
