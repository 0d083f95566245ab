"""Ask for a withdrawal: its amount is frozen at once, and finance decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.ledger.posting import LedgerKind
from amends.core.trail.codes import TrailCode
from amends.core.wallet.payout import Payout
from amends.core.wallet.taking_back import check_leaves
from amends.core.wallet.withdrawals import (
    FROZEN_ENTRY,
    WithdrawalState,
    WithdrawalUnseen,
    check_confirmed,
    check_may_withdraw,
    check_open,
    plan_withdrawal,
)
from amends.records.access.queries import second_factor, verified_address
from amends.records.ledger.post import lock_wallets, wallet_of
from amends.records.wallet.held import held_top_ups
from amends.records.wallet.models import Withdrawal
from amends.usecases.wallet.book_withdrawal import book_withdrawal
from amends.usecases.wallet.tell_wallet import tell_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWithdrawal:
    """The ask, `amount` in minor units. The same `id` again is the same withdrawal.

    `confirmed_at` is when the person last gave a code of their second factor, as the door saw it.
    """

    id: UUID
    amount: int
    currency: str
    payout: Payout
    confirmed_at: datetime | None


def ask_withdrawal(*, ask: AskWithdrawal, actor: Actor, now: datetime) -> UUID:
    """The withdrawal's id; a repeat changes nothing while it is asked.

    Raises Forbidden, AddressUnverified, SecondFactorMissing, ConfirmationNeeded, TopUpClaimed, TopUpOwed,
    BelowMinimum, MoreThanWithdrawable, WithdrawalEnded for a repeat of one that was decided or canceled, and
    WithdrawalUnseen for an id that says something else.
    """
    require(actor, Permission.MERCHANT_WALLET_WITHDRAW)
    assert actor.account_id is not None and actor.id is not None
    check_may_withdraw(verified=verified_address(actor.id), second_factor=second_factor(actor.id))
    check_confirmed(ask.confirmed_at, now=now, lasts=settings.WITHDRAWAL_CONFIRMATION)
    with transaction.atomic():
        lock_wallets(actor.account_id)
        wallet = wallet_of(account_id=actor.account_id, currency=ask.currency)
        known = Withdrawal.objects.filter(id=ask.id).first()
        if known is not None:
            if not _says_the_same(known, ask, actor):
                raise WithdrawalUnseen
            check_open(WithdrawalState(known.state))
            return known.id
        check_leaves(held_top_ups(actor.account_id))
        withdrawal = _planned(ask, actor, cash=wallet.cash, now=now)
        moves = [(LedgerKind.WALLET_CASH, LedgerKind.WALLET_FROZEN, "", withdrawal.amount)]
        book_withdrawal(withdrawal, FROZEN_ENTRY, moves, wallet=wallet, now=now)
        after = {name: getattr(withdrawal, name) for name in ("state", "amount", "fee", "currency", "method")}
        code = TrailCode.WITHDRAWAL_ASKED
        tell_wallet(withdrawal, code, actor=actor, now=now, before=None, after=after, fields=())
        return withdrawal.id


def _says_the_same(known: Withdrawal, ask: AskWithdrawal, actor: Actor) -> bool:
    """Where to, too: a corrected account under an old id must not look as if it had been taken."""
    payout = (ask.payout.method.value, ask.payout.holder, ask.payout.destination)
    told = (known.account_id, known.amount, known.currency, known.method, known.holder, known.destination)
    return told == (actor.account_id, ask.amount, ask.currency, *payout)


def _planned(ask: AskWithdrawal, actor: Actor, *, cash: int, now: datetime) -> Withdrawal:
    assert actor.account_id is not None
    plan = plan_withdrawal(
        amount=ask.amount,
        currency=ask.currency,
        cash=cash,
        minimum=settings.WITHDRAWAL_MINIMUMS.get(ask.currency, 0),
        percent=settings.WITHDRAWAL_FEE,
    )
    return Withdrawal(
        id=ask.id,
        account_id=actor.account_id,
        currency=ask.currency,
        amount=plan.amount,
        fee=plan.fee,
        fee_percent=str(settings.WITHDRAWAL_FEE),
        method=ask.payout.method.value,
        holder=ask.payout.holder,
        destination=ask.payout.destination,
        state=WithdrawalState.ASKED.value,
        asked_by=actor.name[:120],
        asked_at=now,
        trail_seq=0,
        trail_head=bytes(32),
    )
