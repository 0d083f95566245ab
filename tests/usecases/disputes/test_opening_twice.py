"""The same ask twice, by mistake or by a broken line, is one dispute."""

import json
from dataclasses import replace
from threading import Event

import pytest
from django.db import transaction

from amends.core.disputes.refusals import AboveCeiling, LineInDispute
from amends.core.refusals import Refusal
from amends.core.requests.refusals import KeyReused, StillRunning
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.orders.models import Order
from amends.records.requests.models import KeptAnswer
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from tests.makers.at_once import at_once
from tests.makers.cases import form, line, nothing_happens, paid_order, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner


def ask_of(merchant: Person, order: Order, units: int = 1, *, at: int = 1, **changes: object) -> OpenDispute:
    """An ask for some units of one line."""
    return OpenDispute(who=merchant.actor, order=order.number, form=form(order, {at: units}), **changes)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_answer_is_kept_and_said_again_word_for_word():
    merchant = owner()
    ask = ask_of(merchant, paid_order(merchant), key="k-1")
    first = open_dispute(ask=ask, now=NOW)
    before = rows()
    second = open_dispute(ask=ask, now=NOW)
    assert (first.repeated, second.repeated, second.id, second.answer) == (False, True, first.id, first.answer)
    assert rows() == before
    assert KeptAnswer.objects.get().answer == json.dumps(first.answer)


@pytest.mark.django_db
def test_the_answer_is_said_again_after_the_dispute_moved_on():
    merchant = owner()
    ask = ask_of(merchant, paid_order(merchant), key="k-1")
    first = open_dispute(ask=ask, now=NOW)
    withdraw_dispute(ask=WithdrawDispute(dispute=first.answer["number"]), actor=merchant.actor, now=NOW)
    assert open_dispute(ask=ask, now=NOW).answer == first.answer
    assert Dispute.objects.count() == 1


@pytest.mark.django_db
def test_a_key_used_for_something_else_is_refused():
    merchant = owner()
    order = paid_order(merchant)
    ask = ask_of(merchant, order, key="k-1")
    open_dispute(ask=ask, now=NOW)
    for other in (
        replace(ask, form=form(order, {1: 2})),
        replace(ask, request_key="mine"),
        replace(ask, order="B-0"),
        replace(ask, evidence_later=True),
        replace(ask, shown="0" * 64),
    ):
        with nothing_happens(KeyReused) as refused:
            open_dispute(ask=other, now=NOW)
        assert refused.value.facts == {"key": "k-1"}


@pytest.mark.django_db
def test_a_key_belongs_to_its_account():
    one, other = owner(), owner()
    open_dispute(ask=ask_of(one, paid_order(one), key="k-1"), now=NOW)
    assert open_dispute(ask=ask_of(other, paid_order(other), key="k-1"), now=NOW).repeated is False


@pytest.mark.django_db
def test_a_refusal_is_not_kept():
    merchant = owner()
    order = paid_order(merchant)
    ask = ask_of(merchant, order, key="k-1")
    with nothing_happens(AboveCeiling):
        open_dispute(ask=replace(ask, form=form(order, amount=1001)), now=NOW)
    assert open_dispute(ask=ask, now=NOW).repeated is False


@pytest.mark.django_db
def test_the_merchants_own_name_for_a_dispute_is_good_for_one_for_ever():
    merchant = owner()
    ask = ask_of(merchant, paid_order(merchant), request_key="return-17")
    first = open_dispute(ask=ask, now=NOW)
    assert open_dispute(ask=ask, now=NOW).id == first.id
    withdraw_dispute(ask=WithdrawDispute(dispute=first.answer["number"]), actor=merchant.actor, now=NOW)
    before = rows()
    again = open_dispute(ask=ask, now=NOW)
    assert (again.repeated, again.id, again.answer["state"]) == (True, first.id, "withdrawn")
    assert {**rows(), "sh_numbers": []} == {**before, "sh_numbers": []}


@pytest.mark.usefixtures("committed_db")
def test_a_twin_still_at_work_is_told_of_at_once():
    """Not waited for: the first still holds its order, and the second is answered all the same."""
    merchant = owner()
    ask = ask_of(merchant, paid_order(merchant), key="k-1")
    opened, answered = Event(), Event()

    def first() -> str:
        with transaction.atomic():
            number = open_dispute(ask=ask, now=NOW).answer["number"]
            opened.set()
            assert answered.wait(30)
        return str(number)

    def second() -> Refusal:
        assert opened.wait(30)
        try:
            with pytest.raises(StillRunning) as refused:
                open_dispute(ask=ask, now=NOW)
        finally:
            answered.set()
        return refused.value

    number, refusal = at_once(first, second)
    assert isinstance(refusal, StillRunning)
    assert refusal.facts == {"key": "k-1"}
    assert Dispute.objects.get().number == number
    assert open_dispute(ask=ask, now=NOW).answer["number"] == number


@pytest.mark.usefixtures("committed_db")
def test_one_key_from_many_connections_opens_one_dispute():
    merchant = owner()
    ask = ask_of(merchant, paid_order(merchant), key="k-1")
    results = at_once(*[lambda: open_dispute(ask=ask, now=NOW).id] * 6)
    ids = {result for result in results if not isinstance(result, StillRunning)}
    assert ids == {Dispute.objects.get().id}


@pytest.mark.usefixtures("committed_db")
def test_one_name_of_the_merchants_from_many_connections_opens_one_dispute():
    merchant = owner()
    ask = ask_of(merchant, paid_order(merchant), request_key="return-17")
    assert set(at_once(*[lambda: open_dispute(ask=ask, now=NOW).id] * 6)) == {Dispute.objects.get().id}


@pytest.mark.usefixtures("committed_db")
def test_two_colleagues_who_press_the_button_at_once_open_one_dispute():
    merchant = owner()
    for _ in range(10):
        order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"))
        ask = ask_of(merchant, order)
        results = at_once(*[lambda ask=ask: open_dispute(ask=ask, now=NOW).id] * 2)
        assert sorted(type(result).__name__ for result in results) == ["LineInDispute", "UUID"]
        refusal = next(result for result in results if isinstance(result, LineInDispute))
        assert refusal.facts == {"sku": "MUG-01", "dispute": order.disputes.get().number}
        order.refresh_from_db()
        assert (order.open_disputes, order.disputes.count(), order.lines.get(position=1).claimed) == (1, 1, 1)
    assert list(violations(late=NOW)) == []


@pytest.mark.usefixtures("committed_db")
def test_two_lines_disputed_at_once_are_two_disputes_and_two_holds():
    merchant = owner()
    for _ in range(10):
        order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"))
        asks = [ask_of(merchant, order, at=at) for at in (1, 2)]
        results = at_once(*[lambda ask=ask: open_dispute(ask=ask, now=NOW).id for ask in asks])
        order.refresh_from_db()
        assert order.open_disputes == 2
        assert set(order.disputes.values_list("id", flat=True)) == set(results)
        assert set(order.lines.values_list("open_dispute_id", flat=True)) == set(results)
    assert list(violations(late=NOW)) == []
