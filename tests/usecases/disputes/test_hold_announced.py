"""An order's hold is announced when it begins and when it ends, however many disputes are open in between."""

import pytest

from amends.records.notices.models import Outbox
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from tests.makers.cases import line, open_case, paid_order
from tests.makers.people import NOW, owner

pytestmark = pytest.mark.django_db


def holds() -> list[tuple[str, int | None]]:
    told = Outbox.objects.filter(code__in=["order.held", "order.released"]).order_by("id")
    return [(one.code, one.trail_seq) for one in told]


def test_two_disputes_on_one_order_are_one_hold():
    merchant = owner()
    order = paid_order(merchant, line(1, 500), line(1, 700, sku="LAMP-2"), sent=True)
    first, second = (open_case(merchant, order, {position: 1}) for position in (1, 2))
    assert holds() == [("order.held", 1)]
    withdraw_dispute(ask=WithdrawDispute(dispute=first.number), actor=merchant.actor, now=NOW)
    assert holds() == [("order.held", 1)]
    withdraw_dispute(ask=WithdrawDispute(dispute=second.number), actor=merchant.actor, now=NOW)
    assert holds() == [("order.held", 1), ("order.released", 2)]
    second.refresh_from_db()
    assert second.trail_seq == 2
