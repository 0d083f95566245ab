"""Somebody of finance takes a withdrawal up before the money is sent, and may put it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.trail.codes import TrailCode
from amends.core.wallet.taking_back import check_leaves
from amends.core.wallet.withdrawals import WithdrawalState, check_open, check_own, check_take_up
from amends.records.ledger.post import lock_wallets
from amends.records.wallet.held import held_top_ups
from amends.records.wallet.models import Withdrawal
from amends.records.wallet.taking import take_withdrawal, taken_up
from amends.usecases.wallet.tell_wallet import tell_wallet

_FIELDS = ("taken_up_by", "taken_up_name", "taken_up_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpWithdrawal:
    """The ask; `over` is who has it now, where it is taken over from a colleague."""

    withdrawal_id: UUID
    over: UUID | None = None


def take_up_withdrawal(*, ask: TakeUpWithdrawal, actor: Actor, now: datetime) -> None:
    """From now on only this person pays it out, and the merchant cannot cancel it.

    Raises Forbidden, WithdrawalUnseen, WithdrawalEnded, WithdrawalTakenUp, TopUpClaimed, TopUpOwed.
    """
    require(actor, Permission.STAFF_WITHDRAWAL_APPROVE)
    with transaction.atomic():
        withdrawal = take_withdrawal(id_=ask.withdrawal_id)
        check_open(WithdrawalState(withdrawal.state))
        if withdrawal.taken_up_by is not None and withdrawal.taken_up_by == actor.id:
            return
        check_take_up(taken_up(withdrawal), over=ask.over)
        lock_wallets(withdrawal.account_id)
        check_leaves(held_top_ups(withdrawal.account_id))
        _put(withdrawal, TrailCode.WITHDRAWAL_TAKEN_UP, by=actor, actor=actor, now=now)


def put_back_withdrawal(*, withdrawal_id: UUID, actor: Actor, now: datetime) -> None:
    """Nobody pays it out any more: no money was sent.

    Raises Forbidden, WithdrawalUnseen, WithdrawalEnded, NotTakenUp, WithdrawalTakenUp.
    """
    require(actor, Permission.STAFF_WITHDRAWAL_APPROVE)
    with transaction.atomic():
        withdrawal = take_withdrawal(id_=withdrawal_id)
        check_open(WithdrawalState(withdrawal.state))
        check_own(taken_up(withdrawal), by=actor.id)
        _put(withdrawal, TrailCode.WITHDRAWAL_PUT_BACK, by=None, actor=actor, now=now)


def _put(withdrawal: Withdrawal, code: TrailCode, *, by: Actor | None, actor: Actor, now: datetime) -> None:
    before = {"taken_up_by": withdrawal.taken_up_name}
    withdrawal.taken_up_by, withdrawal.taken_up_name = (by.id, by.name[:120]) if by else (None, "")
    withdrawal.taken_up_at = now if by else None
    after = {"taken_up_by": withdrawal.taken_up_name}
    tell_wallet(withdrawal, code, actor=actor, now=now, before=before, after=after, fields=_FIELDS)
