"""The merchant takes back a withdrawal that nobody decided yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.wallet.withdrawals import WithdrawalState
from amends.usecases.wallet.return_withdrawal import return_withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelWithdrawal:
    """The ask."""

    withdrawal_id: UUID


def cancel_withdrawal(*, ask: CancelWithdrawal, actor: Actor, now: datetime) -> int:
    """How much of it ended what the merchant owes, minor units; the rest is withdrawable again.

    Raises Forbidden, WithdrawalUnseen, WithdrawalEnded, WithdrawalBeingPaid.
    """
    require(actor, Permission.MERCHANT_WALLET_WITHDRAW)
    assert actor.account_id is not None
    with transaction.atomic():
        return return_withdrawal(
            withdrawal_id=ask.withdrawal_id,
            account_id=actor.account_id,
            state=WithdrawalState.CANCELED,
            actor=actor,
            now=now,
        )
