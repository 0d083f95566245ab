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


def payment_named(*, provider: str, refs: Sequence[str], at: UUID | None = None) -> Payment | TopUp | None:
    """What the provider was paid under one of these names, an order's payment or a top-up.

    One that paid the order or top-up `at` before all others, then the first name.
    """
    found: dict[str, Payment | TopUp] = {}
    found |= {one.payment_ref: one for one in TopUp.objects.filter(provider=provider, payment_ref__in=[*refs])}
    found |= {one.provider_ref: one for one in Payment.objects.filter(provider=provider, provider_ref__in=[*refs])}
    named = [found[ref] for ref in refs if ref and ref in found]
    return min(named, key=lambda one: at not in (one.id, getattr(one, "order_id", None)), default=None)


def providers_that_took(order_id: UUID) -> list[str]:
    """The payment houses at which claims took the order's money for good."""
    lost = ExternalClaim.objects.filter(order=order_id, effect=Effect.LOST.value, counted__gt=0)
    return list(lost.order_by("provider").values_list("provider", flat=True).distinct())


def warning_on(order_id: UUID) -> str:
    """An undecided warning or inquiry on the order, by its provider and name there; empty for none."""
    found = ExternalClaim.objects.filter(order=order_id, effect=Effect.WARNS.value).order_by("opened_at", "id").first()
    return f"{found.provider} {found.ref}" if found else ""


def matchable(*, limit: int) -> list[UUID]:
    """Claims that no payment placed, though theirs is known by now, the longest known first.

    Set aside and matched by a person as well: the payment is what happened.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MATCHABLE, {"limit": limit})
        return [id_ for (id_,) in cursor.fetchall()]
