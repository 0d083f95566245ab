"""Finance refuses a withdrawal, with words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.wallet.withdrawals import WithdrawalState, needed_words
from amends.usecases.wallet.return_withdrawal import return_withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseWithdrawal:
    """The ask; the merchant reads `reason`."""

    withdrawal_id: UUID
    reason: str


def refuse_withdrawal(*, ask: RefuseWithdrawal, actor: Actor, now: datetime) -> None:
    """Raises Forbidden, WordsMissing, WithdrawalUnseen, WithdrawalEnded, WithdrawalTakenUp."""
    require(actor, Permission.STAFF_WITHDRAWAL_APPROVE)
    reason = needed_words(ask.reason, what="A reason", most=500)
    with transaction.atomic():
        return_withdrawal(
            withdrawal_id=ask.withdrawal_id,
            account_id=None,
            state=WithdrawalState.REFUSED,
            actor=actor,
            now=now,
            reason=reason,
        )
