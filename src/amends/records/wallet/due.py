"""What an order's row says to those who would pay it."""

from amends.core.orders.kinds import PaymentState, Stage
from amends.core.wallet.paying import Due
from amends.records.orders.models import Order


def due_of(order: Order) -> Due:
    """The order as paying sees it."""
    return Due(
        number=order.number,
        stage=Stage(order.stage),
        payment_state=PaymentState(order.payment_state),
        charged_known=order.charged_known,
        charged=order.charged,
        currency=order.currency,
    )
