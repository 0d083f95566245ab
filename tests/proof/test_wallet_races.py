"""Several hands in one wallet at the same moment: never below zero, nothing twice."""

import pytest

from amends.core.access import Role
from amends.core.refusals import Refusal
from amends.core.wallet.paying import BalanceTooLow, OrderPaidAlready
from amends.core.wallet.taking_back import TopUpClaimed
from amends.core.wallet.withdrawals import MoreThanWithdrawable, WithdrawalBeingPaid, WithdrawalEnded, WithdrawalTakenUp
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.orders.models import Order, Payment
from amends.records.wallet.models import TopUp, Withdrawal
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.at_once import at_once
from tests.makers.cases import unpaid_order
from tests.makers.claims import claim_news, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.wallet import (
    approved,
    asked,
    begun,
    came,
    canceled,
    guarded_owner,
    parts,
    taken_up,
    topped_up,
    turned_down,
)

pytestmark = pytest.mark.usefixtures("committed_db")


def pay(order: Order, merchant: Person) -> object:
    return pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=merchant.actor, now=NOW)


def kinds(results: list[object]) -> list[str]:
    """The refusals among the results by name, in alphabetical order."""
    return sorted(type(result).__name__ for result in results if isinstance(result, Refusal))


def test_webhook_and_return_at_once_credit_once():
    merchant = guarded_owner()
    for times in range(1, 9):
        id_ = begun(merchant, 50_000)
        told = at_once(*[lambda one=id_: came(one, 50_000)] * 4)
        assert sorted(map(bool, told)) == [False, False, False, True]
        assert parts(merchant) == (times * 50_000, times * 500, 0)
    assert TopUp.objects.filter(state="paid").count() == Entry.objects.count() == 8
    assert list(violations(late=NOW)) == []


def test_two_tabs_begin_one_top_up():
    merchant = guarded_owner()
    for _ in range(8):
        id_ = new_id()
        assert at_once(*[lambda one=id_: begun(merchant, 5000, id_=one)] * 3) == [id_] * 3
        assert TopUp.objects.filter(id=id_).count() == 1
    assert list(violations(late=NOW)) == []


def test_two_tabs_pay_an_order_once():
    merchant = guarded_owner()
    topped_up(merchant, 90_000)
    for times in range(1, 9):
        order = unpaid_order(merchant)
        assert kinds(at_once(*[lambda one=order: pay(one, merchant)] * 3)) == [OrderPaidAlready.__name__] * 2
        assert sum(parts(merchant)) == 90_500 - times * 1000
        assert sum(Payment.objects.filter(order=order).values_list("amount", flat=True)) == 1000
    assert list(violations(late=NOW)) == []


def test_a_balance_for_one_of_many_pays_one_of_them():
    merchant = guarded_owner()
    for _ in range(8):
        topped_up(merchant, 1999 - sum(parts(merchant)))
        orders = [unpaid_order(merchant) for _ in range(4)]
        results = at_once(*[lambda one=order: pay(one, merchant) for order in orders])
        assert kinds(results) == [BalanceTooLow.__name__] * 3
        assert parts(merchant) == (999, 0, 0)
    assert list(violations(late=NOW)) == []


def test_paying_and_withdrawing_the_same_money_gives_one_of_the_two():
    merchant = guarded_owner()
    for _ in range(8):
        topped_up(merchant, 1000)
        order = unpaid_order(merchant)
        results = at_once(lambda one=order: pay(one, merchant), lambda: asked(merchant, 1000))
        assert kinds(results) in ([BalanceTooLow.__name__], [MoreThanWithdrawable.__name__])
        assert parts(merchant)[0] == 0
    assert list(violations(late=NOW)) == []


def test_two_tabs_ask_for_one_withdrawal():
    merchant = guarded_owner()
    topped_up(merchant, 50_000)
    for times in range(1, 9):
        id_ = new_id()
        at_once(*[lambda one=id_: asked(merchant, 1000, id_=one)] * 3)
        assert parts(merchant)[2] == times * 1000
    assert Withdrawal.objects.count() == 8
    assert list(violations(late=NOW)) == []


def test_approving_refusing_and_canceling_at_once_ends_it_once():
    merchant, finance, other = guarded_owner(), staff(Role.STAFF_FINANCE), staff(Role.STAFF_FINANCE)
    topped_up(merchant, 50_000)
    for _ in range(8):
        held = sum(parts(merchant))
        one = asked(merchant, 1000)
        results = at_once(
            lambda it=one: approved(it, finance),
            lambda it=one: approved(it, other),
            lambda it=one: turned_down(it, other),
            lambda it=one: canceled(it, merchant),
        )
        assert len(kinds(results)) == 3
        assert {*kinds(results)} <= {one.__name__ for one in (WithdrawalEnded, WithdrawalTakenUp, WithdrawalBeingPaid)}
        one.refresh_from_db()
        assert sum(parts(merchant)) == held - (1000 if one.state == "approved" else 0)
        assert parts(merchant)[2] == 0
    assert list(violations(late=NOW)) == []


def test_a_claim_on_a_top_up_and_its_withdrawal_at_once_never_both_win():
    finance = staff(Role.STAFF_FINANCE)
    for times in range(12):
        merchant = guarded_owner()
        top_up = TopUp.objects.get(id=topped_up(merchant, 10_000))
        topped_up(merchant, 3000, "EUR")
        asked_for = asked(merchant, 6000)
        news = claim_news(
            None, payment_refs=(top_up.payment_ref,), amount=10_000, moved=(moved(-10_000, ref=f"t{times}"),)
        )
        results = at_once(
            lambda one=asked_for: approved(one, finance),
            lambda one=news: tell(one),
            lambda one=merchant: asked(one, 2000, "EUR"),
        )
        asked_for.refresh_from_db()
        top_up.refresh_from_db()
        assert (asked_for.state == "approved") is not (TopUpClaimed.__name__ in kinds(results[:1]))
        assert (top_up.taken_cash, top_up.owed, top_up.claims_open) == (4000, 6000, 1)
    assert list(violations(late=NOW)) == []


def test_the_same_news_of_a_claimed_top_up_from_many_at_once_takes_once():
    for times in range(8):
        merchant = guarded_owner()
        top_up = TopUp.objects.get(id=topped_up(merchant, 10_000))
        went, back = moved(-10_000, ref=f"w{times}"), moved(10_000, ref=f"b{times}")
        told = {"payment_refs": (top_up.payment_ref,), "amount": 10_000, "ref": f"dp_race_{times}"}
        took, gave = claim_news(None, **told, moved=(went,)), claim_news(None, **told, moved=(went, back))
        at_once(*[lambda one=one: tell(one) for one in (took, gave, took, gave)])
        assert parts(merchant) == (10_000, 0, 0)
    assert list(violations(late=NOW)) == []


def test_a_withdrawal_canceled_while_its_top_up_is_charged_back_leaves_nothing_to_spend():
    for times in range(12):
        merchant = guarded_owner()
        top_up = TopUp.objects.get(id=topped_up(merchant, 10_000))
        one = asked(merchant, 10_000)
        went = claim_news(
            None, payment_refs=(top_up.payment_ref,), amount=10_000, moved=(moved(-10_000, ref=f"c{times}"),)
        )
        results = at_once(lambda it=one, who=merchant: canceled(it, who), lambda it=went: tell(it))
        assert not [result for result in results if isinstance(result, BaseException)]
        top_up.refresh_from_db()
        assert (parts(merchant), top_up.taken_cash, top_up.owed) == ((0, 0, 0), 10_000, 0)
    assert list(violations(late=NOW)) == []


def test_two_of_finance_and_the_merchant_at_once_end_a_withdrawal_once():
    first, second = staff(Role.STAFF_FINANCE), staff(Role.STAFF_FINANCE)
    for _ in range(12):
        merchant = guarded_owner()
        topped_up(merchant, 5000)
        one = asked(merchant, 2000)
        results = at_once(
            lambda one=one: taken_up(one, first),
            lambda one=one: taken_up(one, second),
            lambda one=one, who=merchant: canceled(one, who),
        )
        one.refresh_from_db()
        if one.state == "canceled":
            assert kinds(results) == [WithdrawalEnded.__name__] * 2
        else:
            assert kinds(results) == [WithdrawalBeingPaid.__name__, WithdrawalTakenUp.__name__]
        assert (one.taken_up_by is None) is (one.state == "canceled")
    assert list(violations(late=NOW)) == []
