"""PayPal's account with us is read line by line, each line once, whatever the pages and months."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from amends.core.reconciliation.movement import Movement
from amends.gateways.payments.port import OutcomeUnknown, RefundOrder
from amends.gateways.payments.simulated import Fault
from tests.makers.incoming import NOW
from tests.makers.paypal import PayPal, paypal


def lines(at: PayPal, days: float) -> list[Movement]:
    return list(at.gateway.movements(since=NOW, until=NOW + timedelta(days=days)))


def test_payments_refunds_and_disputes_with_fees_and_our_keys(at: PayPal):
    key = uuid4()
    capture = at.house.paid("10.00", custom_id="#1001", fee="0.64")
    at.gateway.refund(RefundOrder(key=key, payment_ref=capture.id, amount=250, currency="USD"))
    at.house.dispute(capture, "7.50", stage="CHARGEBACK")
    payment, refund, taken = lines(at, 1)
    assert payment == Movement(
        ref=capture.id,
        about=capture.id,
        kind="T0006",
        amount=1000,
        fee=64,
        currency="USD",
        at=NOW,
        payment=capture.id,
    )
    assert refund == Movement(
        ref=capture.refunds[0].id,
        about=capture.id,
        kind="T1107",
        amount=-250,
        fee=0,
        currency="USD",
        at=NOW,
        key=key,
    )
    assert (taken.amount, taken.about, taken.key) == (-750, capture.id, None)


def test_months_and_pages_are_read_on_and_no_line_is_told_twice():
    with paypal(page_size=2) as at:
        for _ in range(41):
            at.house.paid("1.00")
            at.time.passes(days=2.0625)
        told = lines(at, 80)
        assert [line.ref for line in told] == [line.id for line in at.house.lines if line.at < NOW + timedelta(days=80)]
        assert len({line.ref for line in told}) == len(told) == 39
        starts = {one.path.partition("start_date=")[2].partition("&")[0] for one in at.asked("GET", "reporting")}
        assert len(starts) == 3


def test_a_line_on_the_border_of_two_windows_is_told_once(at: PayPal):
    at.time.passes(days=31)
    capture = at.house.paid("1.00")
    assert [line.ref for line in lines(at, 62)] == [capture.id]
    assert lines(at, 31) == []


def test_pending_and_denied_lines_moved_nothing(at: PayPal):
    at.house.refund_made(at.house.paid("10.00"), Decimal("1.00"), status="PENDING")
    assert [line.kind for line in lines(at, 1)] == ["T0006"]


def test_a_broken_page_is_no_end():
    with paypal(faults=[Fault.FINE, Fault.BROKEN_BEFORE], page_size=1) as at:
        at.house.paid("1.00")
        at.house.paid("1.00")
        with pytest.raises(OutcomeUnknown):
            lines(at, 1)
