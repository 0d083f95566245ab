"""A gateway that misbehaves in the ways payment houses do, around one that works."""

from collections.abc import Iterable

from amends.gateways.payments.port import OutcomeUnknown, PaymentGateway, Refund, RefundOrder, RefundRefused

TIMEOUT_BEFORE, TIMEOUT_AFTER, REFUSED, FINE = "timeout before", "timeout after", "refused", "fine"


class MisbehavingGateway:
    """Takes one of the faults above for each call, in turn; afterwards everything is fine."""

    def __init__(self, inner: PaymentGateway, faults: Iterable[str]) -> None:
        self._inner, self._faults = inner, iter(faults)
        self.calls: list[RefundOrder] = []

    def refund(self, order: RefundOrder) -> Refund:
        """Refunds at the inner gateway before, after, or without failing."""
        self.calls.append(order)
        fault = next(self._faults, FINE)
        if fault == TIMEOUT_BEFORE:
            raise OutcomeUnknown("timed out")
        if fault == REFUSED:
            raise RefundRefused("the payment is too old")
        done = self._inner.refund(order)
        if fault == TIMEOUT_AFTER:
            raise OutcomeUnknown("timed out")
        return done

    def find(self, order: RefundOrder) -> Refund | None:
        """What the inner gateway knows, unless looking fails as well."""
        if next(self._faults, FINE) in (TIMEOUT_BEFORE, TIMEOUT_AFTER):
            raise OutcomeUnknown("timed out")
        return self._inner.find(order)
