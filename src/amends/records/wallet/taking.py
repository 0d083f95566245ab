"""Taking out a top-up or a withdrawal, locked. The wallet is locked after it."""

from uuid import UUID

from amends.core.wallet.top_ups import TopUpUnseen
from amends.core.wallet.withdrawals import TakenUp, WithdrawalUnseen
from amends.records.wallet.models import TopUp, Withdrawal


def take_top_up(*, id_: UUID, account_id: UUID | None = None) -> TopUp:
    """The top-up, of that account if one is given. Raises TopUpUnseen."""
    rows = TopUp.objects.select_for_update().filter(id=id_)
    found = (rows.filter(account_id=account_id) if account_id else rows).first()
    if found is None:
        raise TopUpUnseen
    return found


def take_paid_top_ups(*, account_id: UUID, currency: str) -> list[TopUp]:
    """All that were paid in that currency, the oldest first: whatever of them is owed stands still."""
    rows = TopUp.objects.select_for_update().filter(account_id=account_id, paid_currency=currency)
    return list(rows.order_by("id"))


def taken_up(withdrawal: Withdrawal) -> TakenUp:
    """Who pays it out, as its locked row says."""
    return TakenUp(withdrawal.taken_up_by, withdrawal.taken_up_name)


def take_withdrawal(*, id_: UUID, account_id: UUID | None = None) -> Withdrawal:
    """The withdrawal, of that account if one is given. Raises WithdrawalUnseen."""
    rows = Withdrawal.objects.select_for_update().filter(id=id_)
    found = (rows.filter(account_id=account_id) if account_id else rows).first()
    if found is None:
        raise WithdrawalUnseen
    return found
