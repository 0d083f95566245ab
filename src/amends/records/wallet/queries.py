"""Top-ups and withdrawals as pages show them, latest first unless said otherwise."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q

from amends.core.orders.kinds import PaymentState, Stage
from amends.core.wallet.top_ups import TopUpState, TopUpUnseen
from amends.core.wallet.withdrawals import WithdrawalState
from amends.records.orders.models import Order
from amends.records.wallet.models import TopUp, Withdrawal


def show_top_up(*, account_id: UUID, top_up_id: UUID) -> TopUp:
    """The account's top-up. Raises TopUpUnseen."""
    found = TopUp.objects.filter(account_id=account_id, id=top_up_id).first()
    if found is None:
        raise TopUpUnseen
    return found


def open_top_ups(*, account_id: UUID, most: int) -> list[TopUp]:
    """The account's top-ups that wait for their payment."""
    rows = TopUp.objects.filter(account_id=account_id, state=TopUpState.BEGUN.value)
    return list(rows.order_by("-id")[:most])


LOOKED_FOR = timedelta(days=30)
"""So long after a top-up was begun its payment is looked for, though nobody waits for it any more."""
_ENDED = Q(state__in=(TopUpState.FAILED.value, TopUpState.CANCELED.value)) & ~Q(checkout_ref="")


def silent_top_ups(*, looked_before: datetime, now: datetime, most: int) -> list[UUID]:
    """Top-ups that nobody asked about since then, those never asked about first.

    Of those that failed or were canceled, the ones whose page at the payment house may still be paid: at most once an
    hour, and ever more rarely.
    """
    waiting = TopUp.objects.filter(state=TopUpState.BEGUN.value)
    never = waiting.filter(looked_at=None, begun_at__lt=looked_before).order_by("begun_at")
    long_ago = waiting.filter(looked_at__lt=looked_before).order_by("looked_at")
    found = [one for rows in (never, long_ago) for one in rows.values_list("id", flat=True)[:most]]
    return [*found, *_ended(now=now, most=most)][:most]


def _ended(*, now: datetime, most: int) -> list[UUID]:
    gap = ExpressionWrapper((F("looked_at") - F("begun_at")) / 24, output_field=DurationField())
    rows = TopUp.objects.filter(_ENDED, begun_at__gt=now - LOOKED_FOR, looked_at__lt=now - timedelta(hours=1))
    due = rows.filter(looked_at__lt=ExpressionWrapper(now - gap, output_field=DateTimeField()))
    return list(due.order_by("looked_at").values_list("id", flat=True)[:most])


def top_up_to_look_at(top_up_id: UUID) -> tuple[str, str] | None:
    """(provider, its name of the page) of a top-up whose payment may still come, or None."""
    rows = TopUp.objects.filter(Q(state=TopUpState.BEGUN.value) | _ENDED, id=top_up_id)
    return rows.values_list("provider", "checkout_ref").first()


def withdrawals_of(*, account_id: UUID, most: int, open_only: bool = False) -> list[Withdrawal]:
    """The account's withdrawals."""
    rows = Withdrawal.objects.filter(account_id=account_id)
    if open_only:
        rows = rows.filter(state=WithdrawalState.ASKED.value)
    return list(rows.order_by("-id")[:most])


def top_ups_of(*, account_id: UUID, most: int) -> list[TopUp]:
    """The account's top-ups that were paid."""
    rows = TopUp.objects.filter(account_id=account_id, state=TopUpState.PAID.value)
    return list(rows.order_by("-id")[:most])


def top_ups_named(name: str, *, most: int) -> list[TopUp]:
    """Every account's paid top-ups whose payment a payment house calls so."""
    rows = TopUp.objects.filter(payment_ref=name.strip(), state=TopUpState.PAID.value).select_related("account")
    return list(rows.order_by("-id")[:most])


def waiting_withdrawals(*, most: int) -> list[Withdrawal]:
    """Every account's withdrawals that wait for finance, the oldest first."""
    rows = Withdrawal.objects.filter(state=WithdrawalState.ASKED.value).select_related("account")
    return list(rows.order_by("asked_at", "id")[:most])


def decided_withdrawals(*, most: int) -> list[Withdrawal]:
    """Every account's latest decided ones."""
    rows = Withdrawal.objects.exclude(state=WithdrawalState.ASKED.value).select_related("account")
    return list(rows.order_by("-decided_at", "-id")[:most])


def show_withdrawal(withdrawal_id: UUID) -> Withdrawal | None:
    """One of any account, with its account."""
    return Withdrawal.objects.select_related("account").filter(id=withdrawal_id).first()


def payable_orders(*, account_id: UUID, currency: str, most: int) -> Sequence[tuple[str, int, datetime]]:
    """(number, charge, when it was placed) of unpaid orders that a balance in that currency could pay."""
    rows = Order.objects.filter(
        account_id=account_id,
        currency=currency,
        payment_state=PaymentState.UNPAID.value,
        charged_known=True,
        charged__gt=0,
    ).exclude(stage=Stage.CLOSED.value)
    return list(rows.order_by("-placed_at", "-id").values_list("number", "charged", "placed_at")[:most])
