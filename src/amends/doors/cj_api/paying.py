"""The balance, and paying orders from it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Permission
from amends.doors.cj_api.amounts import USD, dollars
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.tokens import caller
from amends.records.ledger.wallet_page import balances


@call("GET")
def get_balance(request: HttpRequest) -> dict[str, Any]:
    """GET /shopping/pay/getBalance: what can be withdrawn, the bonus beside it, and what is frozen."""
    actor = caller(request, Permission.MERCHANT_WALLET_READ, now=timezone.now())
    assert actor.account_id is not None
    wallet = next((one for one in balances(actor.account_id) if one.currency == USD), None)
    return {
        "amount": dollars(wallet.cash if wallet else 0),
        "noWithdrawalAmount": dollars(wallet.bonus if wallet else 0),
        "freezeAmount": dollars(wallet.frozen if wallet else 0),
    }
