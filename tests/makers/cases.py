"""Paid orders, disputes on them and what becomes of those, by the verbs themselves; and every row there is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db import connection

from amends.core.decisions.award import Outcome
from amends.core.decisions.departing import Departing, DepartReason
from amends.core.disputes.opening import Chosen, Form
from amends.core.disputes.reasons import Reason, Wish
from amends.core.evidence.purposes import Purpose
from amends.core.orders.incoming import IncomingLine, IncomingOrder, IncomingPayment
from amends.core.orders.kinds import Kind, PaymentState
from amends.core.orders.parcels import Parcel
from amends.core.refusals import Refusal
from amends.doors.jobs.settle import settle_dispute
from amends.gateways.payments.port import PaymentGateway
from amends.gateways.payments.sandbox import SandboxGateway
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order, OrderLine
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.offer_settlement import OfferSettlement, offer_settlement
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.orders.import_orders_batch import ImportOrdersBatch, import_orders_batch
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from tests.makers.incoming import NOW, ORDER, PLACED, PLATFORM, take
from tests.makers.people import Person

GOODWILL = Departing(DepartReason.GOODWILL, "As agreed on the telephone.")
LATER = NOW + timedelta(minutes=5)
ALL_SHOWN = (Purpose.COMPLAINT, Purpose.PRODUCT, Purpose.PARCEL)
_numbers = count(1)


def line(units: int, goods: int | None, *, sku: str = "MUG-01") -> IncomingLine:
    """A line of `units` for which the merchant was charged `goods` minor units together."""
    return IncomingLine(sku=sku, name=f"Goods {sku}", quantity=units, goods=goods)


def paid_order(
    merchant: Person, *lines: IncomingLine, payments: Sequence[int] | None = None, sent: bool = False, **changes: object
) -> Order:
    """An order of `lines` (three mugs for 10.00 together), paid through the sandbox in one payment, or `payments`.

    No payments at all (`payments=()`) means that it was paid outside.
    """
    order = take(merchant.account_id, _told(*lines, payments=payments, **changes))
    return ship(order) if sent else order


def paid_orders(merchant: Person, many: int, *lines: IncomingLine) -> list[Order]:
    """So many of them, told at once."""
    told = tuple(_told(*lines) for _ in range(many))
    import_orders_batch(ask=ImportOrdersBatch(account_id=merchant.account_id, orders=told), actor=PLATFORM, now=NOW)
    return list(Order.objects.filter(account_id=merchant.account_id, number__in=[order.number for order in told]))


def _told(*lines: IncomingLine, payments: Sequence[int] | None = None, **changes: object) -> IncomingOrder:
    at = next(_numbers)
    told = lines or (line(3, 1000),)
    besides = sum(int(str(changes.get(part, 0))) for part in ("shipping", "tax", "tax_handling"))
    whole = sum(one.goods or 0 for one in told) + besides
    paid = tuple(
        IncomingPayment(provider="sandbox", provider_ref=f"sandbox_{amount}_{at}x{part}", amount=amount, paid_at=PLACED)
        for part, amount in enumerate([whole] if payments is None else payments)
    )
    given = {"number": f"B-{at}", "external_number": f"#{at}", "shipping": 0, "tax": 0, "tax_handling": 0}
    return replace(ORDER, **{**given, **changes, "lines": told, "payments": paid})  # type: ignore[arg-type]


def unpaid_order(merchant: Person, *lines: IncomingLine) -> Order:
    """An order for which no payment came."""
    return paid_order(merchant, *lines, payments=(), payment_state=PaymentState.UNPAID, paid_at=None)


def ship(order: Order) -> Order:
    """The order after its one parcel left."""
    parcel = Parcel(tracking_number=f"LP-{order.number}")
    note_dispatch(ask=NoteDispatch(order_id=order.id, parcels=(parcel,)), actor=PLATFORM, now=NOW)
    order.refresh_from_db()
    return order


def form(order: Order, units: Mapping[int, int] | None = None, **changes: object) -> Form:
    """The form for `units` by line position (all of line 1's by default), with `changes` to its fields."""
    chosen = units or {1: order.lines.get(position=1).quantity}
    sent = order.stage not in ("pending", "processing")
    given: dict[str, object] = {
        "chosen": tuple(Chosen(order.lines.get(position=at).id, many) for at, many in chosen.items()),
        "reason": Reason.DAMAGED if sent else Reason.ORDER_CANCELLATION,
        "wish": Wish.REFUND_WALLET,
        "amount": None,
        "message": "",
        "buyer_email": "zoe@buyer.example" if order.kind == Kind.STORE.value else "",
    }
    return Form(**{**given, **changes})  # type: ignore[arg-type]


def open_case(merchant: Person, order: Order, units: Mapping[int, int] | None = None, **changes: object) -> Dispute:
    """A dispute opened by the merchant with all evidence."""
    ask = OpenDispute(who=merchant.actor, order=order.number, form=form(order, units, **changes), evidence=ALL_SHOWN)
    return Dispute.objects.get(id=open_dispute(ask=ask, now=NOW).id)


def approve(dispute: Dispute, agent: Person) -> None:
    """An agent approves it exactly as asked."""
    approve_dispute(ask=ApproveDispute(dispute=dispute.number), actor=agent.actor, now=NOW)


def offer(dispute: Dispute, agent: Person, outcome: Outcome = Outcome.REFUND_WALLET, amount: int = 0) -> int:
    """An agent's offer; its round."""
    ask = OfferSettlement(dispute=dispute.number, outcome=outcome, amount=amount, departing=GOODWILL)
    return offer_settlement(ask=ask, actor=agent.actor, now=NOW).round


def agree(dispute: Dispute, merchant: Person, *, to: int = 1) -> None:
    """The merchant agrees to the offer of round `to`."""
    answer_offer(ask=AnswerOffer(dispute=dispute.number, round=to, agree=True), actor=merchant.actor, now=NOW)


def settle(dispute: Dispute, bank: PaymentGateway | None = None) -> Dispute:
    """The worker's job; the dispute as it stands afterwards."""
    settle_dispute(dispute_id=dispute.id, clock=lambda: LATER, gateway=lambda _: bank or _no_bank())
    return Dispute.objects.get(id=dispute.id)


def _no_bank() -> PaymentGateway:
    raise AssertionError("a payment house was called where none is concerned")


def refunded(
    merchant: Person, agent: Person, order: Order, units: Mapping[int, int] | None = None, **changes: object
) -> Dispute:
    """A dispute approved as asked and settled."""
    dispute = open_case(merchant, order, units, **changes)
    approve(dispute, agent)
    return settle(dispute)


def resent(merchant: Person, agent: Person, order: Order, units: Mapping[int, int] | None = None) -> Order:
    """The order that resends goods of `order` after a dispute was agreed."""
    reason = Reason.DAMAGED if order.dispatched_at else Reason.DELAYED
    dispute = open_case(merchant, order, units, wish=Wish.RESEND, reason=reason)
    offer(dispute, agent, Outcome.RESEND)
    agree(dispute, merchant)
    order = settle(dispute).resend_order
    assert order
    return order


def bank_of(folder: Path) -> SandboxGateway:
    """A sandbox payment house with its book in `folder`."""
    return SandboxGateway(folder / "book.sqlite")


def money(row: Order | OrderLine) -> tuple[int, int, int]:
    """(charged, refunded, reserved) as the database has it now."""
    row.refresh_from_db()
    return row.charged, row.refunded, row.reserved


def rows() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: _rows_of(table, cursor) for table in tables}


def _rows_of(table: str, cursor: object) -> list[str]:
    cursor.execute(f'select t::text from "{table}" t order by 1')  # type: ignore[attr-defined]
    return [text for (text,) in cursor.fetchall()]  # type: ignore[attr-defined]


@contextmanager
def nothing_happens(refusal: type[Refusal]) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The ask within is refused by name, and afterwards every row there is stands as it stood."""
    before = rows()
    with pytest.raises(refusal) as caught:
        yield caught
    assert type(caught.value) is refusal
    assert rows() == before
