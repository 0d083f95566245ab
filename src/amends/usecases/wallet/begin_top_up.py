"""Begin a top-up: its id is the key under which the payment house is asked, so it is written before the call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.trail.codes import TrailCode
from amends.core.wallet.top_ups import ProviderUnknown, TopUpUnseen, check_top_up
from amends.records.ledger.post import wallet_of
from amends.records.wallet.models import TopUp
from amends.usecases.wallet.tell_wallet import tell_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginTopUp:
    """The ask: `amount` minor units through one of `providers`. The same `id` again is the same top-up."""

    id: UUID
    amount: int
    currency: str
    provider: str
    providers: Collection[str]


def begin_top_up(*, ask: BeginTopUp, actor: Actor, now: datetime) -> UUID:
    """The top-up's id; a repeat changes nothing.

    Raises Forbidden, ProviderUnknown, CurrencyNotOffered, TopUpAmount, and TopUpUnseen for an id that says
    something else.
    """
    require(actor, Permission.MERCHANT_WALLET_PAY)
    assert actor.account_id is not None
    if ask.provider not in ask.providers:
        raise ProviderUnknown(provider=ask.provider)
    check_top_up(amount=ask.amount, currency=ask.currency, offered=settings.TOP_UP_CURRENCIES)
    told = {"currency": ask.currency, "amount": ask.amount, "provider": ask.provider}
    with transaction.atomic():
        # Two windows with one id wait for each other here.
        wallet_of(account_id=actor.account_id, currency=ask.currency)
        known = TopUp.objects.filter(id=ask.id).first()
        if known is None:
            top_up = TopUp(id=ask.id, account_id=actor.account_id, begun_by=actor.name[:120], begun_at=now, **told)
            top_up.state, top_up.bonus, top_up.trail_seq, top_up.trail_head = "begun", 0, 0, bytes(32)
            after = {"state": top_up.state, **told}
            tell_wallet(top_up, TrailCode.TOP_UP_BEGUN, actor=actor, now=now, before=None, after=after, fields=())
        elif known.account_id != actor.account_id or any(getattr(known, name) != value for name, value in told.items()):
            raise TopUpUnseen
    return ask.id
