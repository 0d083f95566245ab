"""Whatever happens to a wallet in whatever sequence: nothing below zero, all equal to its postings, the books even."""

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import mark

from amends.core.access import Role
from amends.core.orders.kinds import PaymentState
from amends.core.refusals import Refusal
from amends.records.invariants.check import violations
from amends.records.ledger.models import Wallet
from amends.records.ledger.queries import trial_balance
from amends.records.wallet.models import Withdrawal
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import line, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.wallet import approved, asked, canceled, guarded_owner, topped_up, turned_down

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["top up", "pay", "withdraw", "approve", "refuse", "cancel"]),
        st.integers(1, 120_000),
        st.sampled_from(["USD", "EUR"]),
    ),
    max_size=14,
)


def step(what: str, amount: int, currency: str, merchant: Person, finance: Person) -> None:
    waiting = Withdrawal.objects.filter(account_id=merchant.account_id, currency=currency).order_by("id")
    if what == "top up":
        topped_up(merchant, amount, currency)
    elif what == "withdraw":
        asked(merchant, amount, currency)
    elif what == "pay":
        told = {"payments": (), "payment_state": PaymentState.UNPAID, "paid_at": None, "currency": currency}
        order = paid_order(merchant, line(1, amount), **told)  # type: ignore[arg-type]
        pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=merchant.actor, now=NOW)
    elif waiting:
        one = waiting[amount % len(waiting)]
        {"approve": approved, "refuse": turned_down}.get(what, lambda it, _: canceled(it, merchant))(one, finance)


@mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_the_wallet_holds_after_every_step(steps: list[tuple[str, int, str]]):
    with transaction.atomic():
        merchant, finance = guarded_owner(), staff(Role.STAFF_FINANCE)
        for what, amount, currency in steps:
            try:
                with transaction.atomic():
                    step(what, amount, currency, merchant, finance)
            except Refusal:
                continue
        for wallet in Wallet.objects.all():
            assert min(wallet.cash, wallet.bonus, wallet.frozen) >= 0
        assert all(one.total == 0 and one.holds for one in trial_balance())
        assert list(violations(late=NOW)) == []
        transaction.set_rollback(True)
