"""Finance approves a withdrawal that it has paid out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.ledger.posting import LedgerKind
from amends.core.trail.codes import TrailCode
from amends.core.wallet.taking_back import check_leaves
from amends.core.wallet.withdrawals import PAID_ENTRY, WithdrawalState, check_open, check_own, needed_words
from amends.records.ledger.post import lock_wallets
from amends.records.wallet.held import held_top_ups
from amends.records.wallet.taking import take_withdrawal, taken_up
from amends.usecases.wallet.book_withdrawal import book_withdrawal
from amends.usecases.wallet.tell_wallet import tell_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveWithdrawal:
    """The ask; `reference` is that of the transfer.

    `sent_before`: it had left already when a claim on a top-up became known; what has happened is always recorded.
    """

    withdrawal_id: UUID
    reference: str
    sent_before: bool = False


def approve_withdrawal(*, ask: ApproveWithdrawal, actor: Actor, now: datetime) -> None:
    """What was frozen leaves, the fee stays.

    Raises Forbidden, WordsMissing, WithdrawalUnseen, WithdrawalEnded, NotTakenUp, WithdrawalTakenUp, TopUpClaimed,
    TopUpOwed.
    """
    require(actor, Permission.STAFF_WITHDRAWAL_APPROVE)
    reference = needed_words(ask.reference, what="The transfer's reference", most=120)
    with transaction.atomic():
        withdrawal = take_withdrawal(id_=ask.withdrawal_id)
        before = WithdrawalState(withdrawal.state)
        check_open(before)
        check_own(taken_up(withdrawal), by=actor.id)
        if not ask.sent_before:
            lock_wallets(withdrawal.account_id)
            check_leaves(held_top_ups(withdrawal.account_id))
        withdrawal.state, withdrawal.decided_at = WithdrawalState.APPROVED.value, now
        withdrawal.decided_by, withdrawal.reference = actor.name[:120], reference
        moves = [
            (LedgerKind.WALLET_FROZEN, LedgerKind.CLEARING, "bank", withdrawal.amount - withdrawal.fee),
            (LedgerKind.WALLET_FROZEN, LedgerKind.FEES, "", withdrawal.fee),
        ]
        book_withdrawal(withdrawal, PAID_ENTRY, moves, now=now)
        tell_wallet(
            withdrawal,
            TrailCode.WITHDRAWAL_APPROVED,
            actor=actor,
            now=now,
            before={"state": before.value},
            after={"state": withdrawal.state, "reference": reference, "sent_before": ask.sent_before},
            fields=("state", "decided_at", "decided_by", "reference"),
        )
