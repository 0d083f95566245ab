"""Payment houses that are set up and that nobody may call: a test that refunds there brings a house of its own."""

from amends.gateways.payments.port import Refund, RefundOrder


class UncalledHouse:
    """The gateway of a house that is only known."""

    def refund(self, order: RefundOrder) -> Refund:
        """Raises AssertionError."""
        raise AssertionError(f"nobody said what becomes of {order}")

    def find(self, order: RefundOrder) -> Refund | None:
        """Raises AssertionError."""
        raise AssertionError(f"nobody said what became of {order}")
