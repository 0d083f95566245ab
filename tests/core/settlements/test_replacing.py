"""What may take the place of a leg that failed: nothing that failed is stuck for ever."""

from uuid import UUID

import pytest

from amends.core.access import ROLE_PERMISSIONS, Actor, Role, Side
from amends.core.settlements.legs import LegState, Method, Unrefundable
from amends.core.settlements.replacing import FinanceLooksFirst, NoOtherWay, check_replacement

FINANCE = Actor(
    side=Side.STAFF, id=UUID(int=1), account_id=None, name="Fay", permissions=ROLE_PERMISSIONS[Role.STAFF_FINANCE]
)
MERCHANT = Actor(
    side=Side.MERCHANT, id=UUID(int=2), account_id=UUID(int=3), name="Ana", permissions=ROLE_PERMISSIONS[Role.OWNER]
)


def check(actor: Actor, method: Method, to: Method, why: str = "") -> None:
    check_replacement(state=LegState.FAILED, method=method, failed_for=why, to=to, actor=actor)


@pytest.mark.parametrize("why", ["", *Unrefundable])
@pytest.mark.parametrize("method", [Method.WALLET, Method.ORIGINAL])
def test_whatever_money_failed_finance_may_pay_into_the_balance(method: Method, why: str):
    check(FINANCE, method, Method.WALLET, why)


@pytest.mark.parametrize("to", [Method.ORIGINAL, Method.RESEND])
def test_what_was_for_the_balance_goes_nowhere_else(to: Method):
    with pytest.raises(NoOtherWay):
        check(FINANCE, Method.WALLET, to)


@pytest.mark.parametrize("why", ["", *Unrefundable])
def test_a_merchant_takes_the_balance_unless_the_money_may_be_elsewhere(why: str):
    if why in (Unrefundable.DISPUTED, Unrefundable.NOTHING_LEFT):
        with pytest.raises(FinanceLooksFirst):
            check(MERCHANT, Method.ORIGINAL, Method.WALLET, why)
        return
    check(MERCHANT, Method.ORIGINAL, Method.WALLET, why)
    with pytest.raises(NoOtherWay):
        check(MERCHANT, Method.WALLET, Method.WALLET, why)
