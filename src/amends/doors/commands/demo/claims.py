"""Claims at the sandbox's payment house: an inquiry, a chargeback, one that was lost, one on no order."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.records.external_claims.models import ExternalClaim
from amends.records.orders.models import Payment
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim, record_external_claim

_HOUSE = "sandbox"
_FEE = 1500


def tell_claims(*, now: datetime) -> None:
    """Tells each claim that was not told before."""
    for ask in _story(now):
        if not ExternalClaim.objects.filter(provider=ask.provider, ref=ask.ref).exists():
            record_external_claim(ask=ask, now=ask.told_at)


def _story(now: datetime) -> Iterator[RecordExternalClaim]:
    inquired, charged, lost = _paid("DT-1015"), _paid("DT-1031"), _paid("DT-1012")
    yield _ask(inquired, "inq_1015", ExternalKind.INQUIRY, "product_unacceptable", at=now - timedelta(hours=20))
    yield _ask(charged, "iw_1031", ExternalKind.EARLY_WARNING, "fraudulent", at=now - timedelta(days=2))
    opened = now - timedelta(hours=9)
    moved = (Moved("txn_1031", -charged.amount, _FEE, charged.currency, opened),)
    yield _ask(
        charged, "dp_1031", ExternalKind.CHARGEBACK, "product_not_received", at=opened, moved=moved, announces="iw_1031"
    )
    ended = now - timedelta(days=12)
    gone = (Moved("txn_1012", -lost.amount, _FEE, lost.currency, ended - timedelta(days=30)),)
    yield _ask(
        lost,
        "dp_1012",
        ExternalKind.CHARGEBACK,
        "product_not_received",
        at=ended,
        state=ExternalState.LOST,
        moved=gone,
    )
    yield _ask(None, "dp_7781", ExternalKind.CHARGEBACK, "duplicate", at=now - timedelta(hours=30))


def _paid(number: str) -> Payment:
    return Payment.objects.get(order__number=number, order__account__memberships__user__email="merchant@demo.example")


def _ask(
    payment: Payment | None,
    ref: str,
    kind: ExternalKind,
    reason: str,
    *,
    at: datetime,
    state: ExternalState = ExternalState.NEEDS_RESPONSE,
    moved: tuple[Moved, ...] = (),
    announces: str = "",
) -> RecordExternalClaim:
    return RecordExternalClaim(
        provider=_HOUSE,
        ref=ref,
        payment_refs=(payment.provider_ref,) if payment else ("sandbox_4200_top-up-7781",),
        kind=kind,
        state=state,
        reason=reason,
        amount=payment.amount if payment else 4200,
        currency=payment.currency if payment else "USD",
        respond_by=at + timedelta(days=6) if state is ExternalState.NEEDS_RESPONSE else None,
        opened_at=at,
        told_at=at,
        moved=moved,
        announces=announces,
    )
