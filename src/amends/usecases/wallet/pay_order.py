"""Pay an order from the balance: bonus first, then cash, all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.disputes.refusals import OrderUnseen
from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.core.orders.kinds import PaymentState
from amends.core.trail.codes import TrailCode
from amends.core.wallet.paying import ENTRY, Parts, check_shown, plan_payment
from amends.core.wallet.taking_back import spendable
from amends.records.ids import new_id
from amends.records.ledger.models import Wallet
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.orders.locks import lock_order_by_number
from amends.records.orders.models import Order, Payment
from amends.records.wallet.due import due_of
from amends.records.wallet.held import held_top_ups
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOrder:
    """The ask; `due` is what the payer saw to be due, minor units."""

    number: str
    due: int


def pay_order(*, ask: PayOrder, actor: Actor, now: datetime) -> Parts:
    """What was taken.

    Raises Forbidden, OrderUnseen, OrderPaidAlready, OrderNotPayable, DueChanged, BalanceTooLow.
    """
    require(actor, Permission.MERCHANT_WALLET_PAY)
    assert actor.account_id is not None
    with transaction.atomic():
        order = lock_order_by_number(account_id=actor.account_id, number=ask.number)
        if order is None:
            raise OrderUnseen(number=ask.number)
        due = due_of(order)
        check_shown(due, shown=ask.due)
        wallet = wallet_of(account_id=actor.account_id, currency=order.currency)
        held = held_top_ups(actor.account_id)
        cash, bonus = spendable(held, currency=order.currency, cash=wallet.cash, bonus=wallet.bonus)
        parts = plan_payment(due, bonus=bonus, cash=cash)
        _book(order, wallet, parts, now=now)
        _mark_paid(order, parts, actor=actor, now=now)
        return parts


def _book(order: Order, wallet: Wallet, parts: Parts, *, now: datetime) -> None:
    taken = [
        ("bonus", LedgerKind.WALLET_BONUS, parts.bonus),
        ("wallet", LedgerKind.WALLET_CASH, parts.cash),
    ]
    sales = ledger_account(LedgerKind.SALES, currency=order.currency)
    postings = [
        Posting(
            ledger_account(kind, currency=order.currency, account_id=order.account_id),
            sales,
            Money(minor, order.currency),
        )
        for _, kind, minor in taken
        if minor
    ]
    entry = NewEntry(kind=ENTRY, key=str(order.id), account_id=order.account_id, order_id=order.id)
    ref = str(post_entry(entry, postings, wallet=wallet, now=now))
    Payment.objects.bulk_create(
        Payment(
            id=new_id(),
            account_id=order.account_id,
            order=order,
            provider=provider,
            provider_ref=ref,
            amount=minor,
            currency=order.currency,
            paid_at=now,
        )
        for provider, _, minor in taken
        if minor
    )


def _mark_paid(order: Order, parts: Parts, *, actor: Actor, now: datetime) -> None:
    before = {"payment_state": order.payment_state, "paid_at": order.paid_at, "paid_outside": order.paid_outside}
    order.payment_state, order.paid_at, order.paid_outside = PaymentState.PAID.value, now, False
    after = {name: getattr(order, name) for name in before} | {"bonus": parts.bonus, "cash": parts.cash}
    fields = tuple(before)
    tell_step(order, TrailCode.ORDER_PAID, actor=actor, now=now, before=before, after=after, fields=fields)
