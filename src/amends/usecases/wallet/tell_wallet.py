"""What every change of a top-up or a withdrawal ends with: its trail, its fields, its announcement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.access import Actor
from amends.core.money import Money
from amends.core.trail.codes import TrailCode
from amends.records.notices.announce import announce
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.records.wallet.models import TopUp, Withdrawal


def tell_wallet(
    subject: TopUp | Withdrawal,
    code: TrailCode,
    *,
    actor: Actor,
    now: datetime,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    fields: tuple[str, ...],
    why: str = "",
    amount: Money | None = None,
    payment_ref: str = "",
) -> None:
    """Records the change of a locked row, saves `fields` with the trail's end (all, for a new row), and announces it.

    `amount` is what is announced: the row's own without one; `payment_ref` the payment, where it is about one.
    """
    record_trail(subject, code, actor=actor, now=now, before=before, after=after, why=why)
    if before is None:
        subject.save(force_insert=True)
    else:
        subject.save(update_fields=[*fields, *TRAIL_FIELDS])
    told = amount or Money(subject.amount, subject.currency)
    facts: dict[str, Any] = {"top_up" if isinstance(subject, TopUp) else "withdrawal": subject.id}
    facts |= {name: fact for name, fact in {"why": why, "payment_ref": payment_ref}.items() if fact}
    announce(code, account_id=subject.account_id, now=now, amount=told.minor, currency=told.currency, **facts)
