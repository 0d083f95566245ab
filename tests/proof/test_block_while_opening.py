"""A block and an opening at the same moment: one of the two clean outcomes, and a block that came first is seen."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from amends.core.access import Role
from amends.core.standing.imposing import StandingChanged
from amends.core.standing.measures import AccountBlocked, MeasureReason
from amends.core.standing.standings import Standing
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.orders.models import Order
from amends.records.standing.models import Measure
from amends.usecases.disputes.open_dispute import OpenDispute, Opened, open_dispute
from amends.usecases.standing.impose_measure import ImposeMeasure, impose_measure
from tests.makers.at_once import at_once, blocked
from tests.makers.cases import form, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.standing import impose

pytestmark = pytest.mark.usefixtures("committed_db")


def block(merchant: Person) -> ImposeMeasure:
    return ImposeMeasure(
        account_id=merchant.account_id,
        standing=Standing.BLOCKED,
        reason=MeasureReason.OTHER,
        words="So.",
        until=NOW + timedelta(days=1),
        seen=None,
    )


def opening(merchant: Person) -> OpenDispute:
    order = paid_order(merchant)
    return OpenDispute(who=merchant.actor, order=order.number, form=form(order))


def test_at_once_it_is_opened_or_refused_by_name():
    finance = staff(Role.STAFF_FINANCE)
    for _ in range(15):
        merchant = owner()
        ask = opening(merchant)
        opened, measure = at_once(
            lambda ask=ask: open_dispute(ask=ask, now=NOW),
            lambda who=merchant: impose_measure(ask=block(who), actor=finance.actor, now=NOW),
        )
        assert isinstance(measure, Measure)
        count, order = (
            Dispute.objects.filter(account_id=merchant.account_id).count(),
            Order.objects.get(number=ask.order),
        )
        assert (type(opened), count, order.open_disputes) in ((Opened, 1, 1), (AccountBlocked, 0, 0))
    assert list(violations(late=NOW)) == []


def test_an_opening_that_waited_for_a_block_reads_it():
    """The statement began before the block was committed; it reads the account as it stands after the wait."""
    merchant, results, pids = owner(), [], []
    ask = opening(merchant)

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            pids.append(cursor.fetchone()[0])
        try:
            results.append(open_dispute(ask=ask, now=NOW))
        except AccountBlocked as refusal:
            results.append(refusal)
        finally:
            connection.close()

    with transaction.atomic():
        impose(merchant)
        thread = threading.Thread(target=run)
        thread.start()
        while not (pids and blocked(pids[0])):
            assert thread.is_alive(), "the opening did not wait for the block"
    thread.join(30)
    assert [type(one) for one in results] == [AccountBlocked]
    assert not Dispute.objects.exists()


def test_two_who_block_at_once_take_one_measure():
    merchant, one, other = owner(), staff(Role.STAFF_FINANCE), staff(Role.ADMIN)
    results = at_once(
        *(lambda who=who: impose_measure(ask=block(merchant), actor=who.actor, now=NOW) for who in (one, other))
    )
    assert sorted(type(result).__name__ for result in results) == ["Measure", "StandingChanged"]
    assert Measure.objects.count() == 1 and any(isinstance(result, StandingChanged) for result in results)
