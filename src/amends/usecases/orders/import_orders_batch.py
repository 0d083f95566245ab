"""Import a batch of orders: the same as taking each in, in one transaction and few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import AccountUnseen, Actor
from amends.core.orders.incoming import IncomingOrder
from amends.core.orders.intake import Intake, take_in
from amends.core.orders.refusals import PaymentKnown
from amends.core.refusals import Refusal
from amends.records.access.models import Account
from amends.records.notices.announce import announce_orders
from amends.records.orders.locks import lock_order_by_number
from amends.records.orders.models import Order
from amends.usecases.orders.change_order import Outcome, change_order
from amends.usecases.orders.new_order import NewOrder, new_order, store_new
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.take_in_order import CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrdersBatch:
    """The ask: some hundred orders of one account, each number once.

    `announced`: what is new or changed is told to everybody concerned; an import of what they know already is not.
    """

    account_id: UUID
    orders: Sequence[IncomingOrder]
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each number: its outcome, or why it was refused."""

    outcomes: dict[str, Outcome]
    refused: dict[str, Refusal]


def import_orders_batch(*, ask: ImportOrdersBatch, actor: Actor, now: datetime) -> Imported:
    """New orders are stored together, known ones changed one by one; a refused one leaves the others as they are.

    The trail tells of each. Raises Forbidden, AccountUnseen.
    """
    require_order_writer(actor)
    imported = Imported({}, {})
    intakes: dict[str, Intake] = {}
    for order in sorted(ask.orders, key=lambda order: order.number):
        try:
            intakes[order.number] = take_in(order, reserved_prefix=settings.DISPUTE_PREFIX, now=now)
        except Refusal as refusal:
            imported.refused[order.number] = refusal
    with transaction.atomic():
        if not Account.objects.filter(id=ask.account_id).exists():
            raise AccountUnseen(account=str(ask.account_id))
        known = _digests(ask.account_id, list(intakes))
        fresh = [intake for number, intake in intakes.items() if number not in known]
        new = [new_order(account_id=ask.account_id, intake=intake, actor=actor, now=now) for intake in fresh]
        stored = _stored(new, imported)
        ids = {one.order.number: one.order.id for one in new if one.order.id in stored}
        imported.outcomes.update(dict.fromkeys(ids, Outcome.CREATED))
        for number, intake in intakes.items():
            if number in ids or number in imported.refused:
                continue
            if known.get(number) == intake.digest:
                imported.outcomes[number] = Outcome.UNCHANGED
                continue
            try:
                ids[number], imported.outcomes[number] = _change(ask.account_id, intake, actor=actor, now=now)
            except Refusal as refusal:
                imported.refused[number] = refusal
        if ask.announced:
            told = [(CODES[how], number, ids[number]) for number, how in imported.outcomes.items() if how in CODES]
            announce_orders(told, account_id=ask.account_id, now=now)
    return imported


def _stored(new: list[NewOrder], imported: Imported) -> set[UUID]:
    """The stored ids: all at once, or one by one where a payment is noted already, so that its order alone fails."""
    try:
        with transaction.atomic():
            return store_new(new)
    except PaymentKnown:
        pass
    stored: set[UUID] = set()
    for one in new:
        try:
            with transaction.atomic():
                stored |= store_new([one])
        except PaymentKnown as known:
            imported.refused[one.order.number] = known
    return stored


def _digests(account_id: UUID, numbers: list[str]) -> dict[str, bytes]:
    found = Order.objects.filter(account_id=account_id, number__in=numbers)
    return {number: bytes(digest) for number, digest in found.values_list("number", "content_digest")}


def _change(account_id: UUID, intake: Intake, *, actor: Actor, now: datetime) -> tuple[UUID, Outcome]:
    with transaction.atomic():
        order = lock_order_by_number(account_id=account_id, number=intake.order.number)
        assert order is not None
        return order.id, change_order(order, intake, actor=actor, now=now)
