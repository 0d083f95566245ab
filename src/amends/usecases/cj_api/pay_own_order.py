"""Pay an order from the balance, as CJ's clients do: once it is confirmed, and no trial."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.cj_api.refusals import NotConfirmed, SandboxOrder
from amends.core.wallet.paying import Parts
from amends.usecases.cj_api.own_order import own_order
from amends.usecases.wallet.pay_order import PayOrder, pay_order


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOwnOrder:
    """The ask."""

    number: str


def pay_own_order(*, ask: PayOwnOrder, actor: Actor, now: datetime) -> Parts:
    """What was taken: whatever is due, for nobody was shown a sum.

    Raises NotConfirmed, SandboxOrder, and what `pay_order` raises.
    """
    require(actor, Permission.MERCHANT_WALLET_PAY)
    with transaction.atomic():
        order, made = own_order(ask.number, actor=actor)
        if made is not None and made.sandbox:
            raise SandboxOrder(number=order.number)
        if made is not None and made.confirmed_at is None:
            raise NotConfirmed(number=order.number)
        return pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=actor, now=now)
