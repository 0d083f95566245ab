"""The wallet's story: a colleague who signs in with a code tops it up, pays an order, and asks for a withdrawal."""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from amends.core.access import SYSTEM, Actor, Role
from amends.core.wallet.payout import Payout, PayoutMethod
from amends.doors.commands.demo.people import PASSWORD
from amends.records.access.models import User
from amends.records.access.queries import actor_of, second_factor
from amends.records.ids import new_id
from amends.records.orders.models import Order
from amends.records.wallet.models import TopUp, Withdrawal
from amends.usecases.access.enroll_person import EnrollPerson, enroll_person
from amends.usecases.wallet.ask_withdrawal import AskWithdrawal, ask_withdrawal
from amends.usecases.wallet.begin_top_up import BeginTopUp, begin_top_up
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from amends.usecases.wallet.record_top_up import RecordTopUp, record_top_up

_EMAIL = "books@demo.example"
_PAID = "SP-3004"
_BANK = Payout(PayoutMethod.BANK, "Demo Trading Ltd.", "DE89 3704 0044 0532 0130 00")


def is_paid_into() -> bool:
    """Whether the story was played to its end; it is the demo's last."""
    return Withdrawal.objects.exists()


def play_wallet(*, account_id: UUID, now: datetime) -> None:
    """What is missing of it."""
    who = _colleague(account_id, now)
    if not TopUp.objects.filter(account_id=account_id).exists():
        _top_up(who, now - timedelta(days=9))
        due = Order.objects.values_list("charged", flat=True).get(account_id=account_id, number=_PAID)
        pay_order(ask=PayOrder(number=_PAID, due=due), actor=who, now=now - timedelta(days=8))
    if not Withdrawal.objects.filter(account_id=account_id).exists():
        at = now - timedelta(hours=9)
        ask = AskWithdrawal(id=new_id(), amount=25_000, currency="USD", payout=_BANK, confirmed_at=at)
        ask_withdrawal(ask=ask, actor=who, now=at)


def _colleague(account_id: UUID, now: datetime) -> Actor:
    user = User.objects.filter(email=_EMAIL).first()
    if user is None:
        ask = EnrollPerson(
            role=Role.FINANCE, password=PASSWORD, name="Yusuf Demir", email=_EMAIL, account_id=account_id
        )
        user = enroll_person(ask=ask, actor=SYSTEM, now=now)
    if not second_factor(user.id):
        TOTP.activate(user, generate_totp_secret())
    actor = actor_of(user)
    assert actor
    return actor


def _top_up(who: Actor, at: datetime) -> None:
    ask = BeginTopUp(id=new_id(), amount=100_000, currency="USD", provider="sandbox", providers=["sandbox"])
    id_ = begin_top_up(ask=ask, actor=who, now=at)
    news = RecordTopUp(
        top_up_id=id_,
        payment_ref=f"sandbox_{ask.amount}_{id_.hex[:24]}",
        amount=ask.amount,
        currency=ask.currency,
    )
    record_top_up(ask=news, now=at + timedelta(minutes=2))
