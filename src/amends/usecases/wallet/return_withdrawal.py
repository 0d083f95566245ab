"""What refusing and canceling a withdrawal share: the frozen amount is in the balance again, and ends what is owed."""

from datetime import datetime
from uuid import UUID

from amends.core.access import Actor
from amends.core.ledger.posting import LedgerKind
from amends.core.trail.codes import TrailCode
from amends.core.wallet.withdrawals import (
    RETURNED_ENTRY,
    WithdrawalBeingPaid,
    WithdrawalState,
    check_no_other,
    check_open,
)
from amends.records.ledger.post import wallet_of
from amends.records.wallet.taking import take_paid_top_ups, take_withdrawal, taken_up
from amends.usecases.wallet.book_withdrawal import book_withdrawal, frozen_entry
from amends.usecases.wallet.cover_debts import cover_debts
from amends.usecases.wallet.tell_wallet import tell_wallet

_CODES = {
    WithdrawalState.REFUSED: TrailCode.WITHDRAWAL_REFUSED,
    WithdrawalState.CANCELED: TrailCode.WITHDRAWAL_CANCELED,
}


def return_withdrawal(
    *,
    withdrawal_id: UUID,
    account_id: UUID | None,
    state: WithdrawalState,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> int:
    """Reverses the freeze within the caller's transaction; how much of it covered at once what the merchant owes.

    Raises WithdrawalUnseen, WithdrawalEnded, and once somebody pays it out WithdrawalBeingPaid for its merchant,
    WithdrawalTakenUp for another of finance.
    """
    withdrawal = take_withdrawal(id_=withdrawal_id, account_id=account_id)
    before = WithdrawalState(withdrawal.state)
    check_open(before)
    if state is WithdrawalState.CANCELED and withdrawal.taken_up_by is not None:
        raise WithdrawalBeingPaid
    check_no_other(taken_up(withdrawal), by=actor.id)
    # What came to be owed while the amount was frozen changes under these locks, and they come before the wallet's.
    top_ups = take_paid_top_ups(account_id=withdrawal.account_id, currency=withdrawal.currency)
    wallet = wallet_of(account_id=withdrawal.account_id, currency=withdrawal.currency)
    withdrawal.state, withdrawal.decided_at = state.value, now
    withdrawal.decided_by, withdrawal.reason = actor.name[:120], reason
    moves = [(LedgerKind.WALLET_FROZEN, LedgerKind.WALLET_CASH, "", withdrawal.amount)]
    book_withdrawal(withdrawal, RETURNED_ENTRY, moves, wallet=wallet, now=now, reverses_id=frozen_entry(withdrawal))
    tell_wallet(
        withdrawal,
        _CODES[state],
        actor=actor,
        now=now,
        before={"state": before.value},
        after={"state": state.value},
        fields=("state", "decided_at", "decided_by", "reason"),
        why=reason,
    )
    return cover_debts(top_ups, wallet, back=withdrawal.amount, actor=actor, now=now)
