"""Paying an order from the balance: whether it can be paid, and from which parts."""

from dataclasses import dataclass

from amends.core.money import say_minor
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.refusals import Refusal

ENTRY = "order_paid"
"""The kind of a payment's ledger entry; its key is the order's id, so that an order is paid so once for ever."""


class OrderPaidAlready(Refusal):
    """Its payment arrived before, this way or another."""

    code = "wallet.order_paid_already"
    sentence = "Order %(number)s is paid already; nothing was taken from your balance."


class OrderNotPayable(Refusal):
    """Closed, without a charge, or with a charge that nobody knows yet."""

    code = "wallet.order_not_payable"
    sentence = "Order %(number)s cannot be paid: it is closed, or what it is charged is not known."


class DueChanged(Refusal):
    """The order was updated after the payer looked at it."""

    code = "wallet.due_changed"
    sentence = "%(due)s %(currency)s is due for order %(number)s by now; nothing was taken from your balance."


class BalanceTooLow(Refusal):
    """Bonus and withdrawable balance together are less than what is due."""

    code = "wallet.balance_too_low"
    sentence = "%(due)s %(currency)s is due and %(there)s %(currency)s is there; %(missing)s %(currency)s is missing."


@dataclass(frozen=True, slots=True)
class Due:
    """What paying needs to know of an order, as its locked row says. `charged` in minor units of `currency`."""

    number: str
    stage: Stage
    payment_state: PaymentState
    charged_known: bool
    charged: int
    currency: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What is taken from the bonus and from the withdrawable balance; together the whole charge."""

    bonus: int
    cash: int


def why_not_payable(due: Due) -> Refusal | None:
    """The reason this order cannot be paid from a balance, whatever stands there, or None."""
    if due.payment_state is not PaymentState.UNPAID:
        return OrderPaidAlready(number=due.number)
    if due.stage is Stage.CLOSED or not due.charged_known or due.charged <= 0:
        return OrderNotPayable(number=due.number)
    return None


def check_shown(due: Due, *, shown: int) -> None:
    """Nobody pays another amount than the `shown` one. Raises OrderPaidAlready, OrderNotPayable, DueChanged."""
    refusal = why_not_payable(due)
    if refusal:
        raise refusal
    if due.charged != shown:
        raise DueChanged(number=due.number, due=say_minor(due.charged, due.currency), currency=due.currency)


def plan_payment(due: Due, *, bonus: int, cash: int) -> Parts:
    """All of the charge, bonus first. Raises OrderPaidAlready, OrderNotPayable, BalanceTooLow."""
    refusal = why_not_payable(due)
    if refusal:
        raise refusal
    if bonus + cash < due.charged:
        told = {"due": due.charged, "there": bonus + cash, "missing": due.charged - bonus - cash}
        amounts = {name: say_minor(minor, due.currency) for name, minor in told.items()}
        raise BalanceTooLow(currency=due.currency, **amounts)
    from_bonus = min(bonus, due.charged)
    return Parts(from_bonus, due.charged - from_bonus)
