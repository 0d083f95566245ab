"""What of an account's top-ups is claimed back or owed; asked under the lock of its wallets."""

from uuid import UUID

from django.db.models import Q

from amends.core.wallet.taking_back import Held, revocable
from amends.records.wallet.models import TopUp
from amends.records.wallet.taken import stands_of

_HELD = Q(claims_open__gt=0) | Q(owed__gt=0)


def held_rows(account_id: UUID) -> list[TopUp]:
    """The top-ups themselves, the latest first."""
    return list(TopUp.objects.filter(_HELD, account_id=account_id).order_by("-id"))


def held_top_ups(account_id: UUID) -> list[Held]:
    """What checks need of them."""
    return [_held(one) for one in held_rows(account_id)]


def _held(one: TopUp) -> Held:
    assert one.paid is not None
    bonus = revocable(stands_of(one), more=one.disputed, paid=one.paid, granted=one.bonus)
    return Held(one.paid, one.paid_currency, one.claims_open, one.disputed, one.owed, bonus)
