"""Pay a leg into the merchant's wallet: the books are ours, so it is one ask."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.records.ledger.post import ledger_account, post_entry, wallet_of
from amends.records.settlements.take import take_leg
from amends.usecases.liability.charge_leg import charge_leg
from amends.usecases.settlements.begin_leg import begin_settling
from amends.usecases.settlements.finish import finish_if_paid
from amends.usecases.settlements.record_leg import leg_entry, trail_leg


def pay_wallet_leg(*, leg_id: UUID, now: datetime) -> bool:
    """Posts the leg to the wallet, once; settles the dispute when it was the last leg. False when done before.

    Raises LegUnseen.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=leg_id, actor=SYSTEM)
        leg = taken.leg
        assert leg.method == Method.WALLET.value
        before = LegState(leg.state)
        if before in (LegState.SUCCEEDED, LegState.CLOSED):
            return False
        check_leg_move(before, LegState.SUCCEEDED)
        begin_settling(taken, now=now)
        wallet = wallet_of(account_id=leg.account_id, currency=leg.currency)
        posting = Posting(
            ledger_account(LedgerKind.AFTER_SALES, currency=leg.currency),
            ledger_account(LedgerKind.WALLET_CASH, currency=leg.currency, account_id=leg.account_id),
            Money(leg.amount, leg.currency),
        )
        post_entry(leg_entry(taken, leg), [posting], wallet=wallet, now=now)
        charge_leg(taken, now=now)
        leg.state, leg.recorded_at = LegState.SUCCEEDED.value, now
        leg.save(update_fields=["state", "recorded_at"])
        trail_leg(taken, before=before, now=now)
        finish_if_paid(taken, now=now)
        return True
