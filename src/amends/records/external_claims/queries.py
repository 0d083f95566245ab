"""Questions about claims that verbs ask."""

from collections.abc import Sequence
from importlib.resources import files
from uuid import UUID

from django.db import connection

from amends.core.external_claims.standing import Effect
from amends.records.external_claims.models import ExternalClaim
from amends.records.orders.models import Payment
from amends.records.wallet.models import TopUp

_MATCHABLE = files(__package__).joinpath("matchable.sql").read_text()


def payment_named(*, provider: str, refs: Sequence[str]) -> Payment | TopUp | None:
    """What the provider was paid under one of these names, an order's payment or a top-up; the first name first."""
    found: dict[str, Payment | TopUp] = {}
    found |= {one.payment_ref: one for one in TopUp.objects.filter(provider=provider, payment_ref__in=[*refs])}
    found |= {one.provider_ref: one for one in Payment.objects.filter(provider=provider, provider_ref__in=[*refs])}
    return next((found[ref] for ref in refs if ref and ref in found), None)


def providers_that_took(order_id: UUID) -> list[str]:
    """The payment houses at which claims took the order's money for good."""
    lost = ExternalClaim.objects.filter(order=order_id, effect=Effect.LOST.value, counted__gt=0)
    return list(lost.order_by("provider").values_list("provider", flat=True).distinct())


def matchable(*, limit: int) -> list[UUID]:
    """Unmatched claims whose payment has arrived since they were told of, the longest known first."""
    with connection.cursor() as cursor:
        cursor.execute(_MATCHABLE, {"limit": limit})
        return [id_ for (id_,) in cursor.fetchall()]
