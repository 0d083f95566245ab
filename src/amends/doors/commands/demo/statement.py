"""What the sandbox's account shows of the story: all that was booked, a payout, and a refund made there by hand."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from amends.core.access import SYSTEM
from amends.core.reconciliation.movement import Movement
from amends.core.reconciliation.stretch import LONGEST, Stretch
from amends.records.external_claims.models import ExternalMovement
from amends.records.orders.models import Payment
from amends.records.reconciliation.models import StatementRun
from amends.records.wallet.models import TopUp
from amends.usecases.reconciliation.ask_statement import AskStatement, ask_statement
from amends.usecases.reconciliation.finish_statement import FinishStatement, finish_statement
from amends.usecases.reconciliation.take_in_movements import TakeInMovements, take_in_movements

_HOUSE = "sandbox"


def fetch_story(*, now: datetime) -> None:
    """Fetched half an hour ago, once."""
    if StatementRun.objects.filter(provider=_HOUSE).exists():
        return
    at = now - timedelta(minutes=30)
    stretch = Stretch(at - LONGEST, at)
    lines = tuple(one for one in _lines(at) if stretch.since <= one.at < stretch.until)
    run_id = ask_statement(ask=AskStatement(provider=_HOUSE), actor=SYSTEM, now=at)
    take_in_movements(ask=TakeInMovements(run_id=run_id, provider=_HOUSE, lines=lines), now=at)
    finish_statement(ask=FinishStatement(run_id=run_id, stretch=stretch), now=at)


def _lines(at: datetime) -> Iterator[Movement]:
    for paid in Payment.objects.filter(provider=_HOUSE):
        ref = paid.provider_ref
        yield Movement(ref, ref, "payment", paid.amount, 0, paid.currency, paid.paid_at, payment=ref)
    for top_up in TopUp.objects.filter(provider=_HOUSE, state="paid"):
        ref = top_up.payment_ref
        assert top_up.paid and top_up.ended_at
        yield Movement(ref, ref, "payment", top_up.paid, 0, top_up.paid_currency, top_up.ended_at, top_up.id, ref)
    for moved in ExternalMovement.objects.filter(claim__provider=_HOUSE).select_related("claim"):
        yield Movement(moved.ref, moved.claim.ref, "dispute", moved.amount, moved.fee, moved.currency, moved.at)
    by_hand = Payment.objects.filter(provider=_HOUSE, currency="USD").order_by("paid_at", "id").first()
    if by_hand:
        ref = by_hand.provider_ref
        yield Movement("sbr_by_hand_0417", ref, "refund", -1250, 0, "USD", at - timedelta(hours=27))
    yield Movement("sbp_2604", "sbp_2604", "payout", -64_000, 0, "USD", at - timedelta(days=2))
