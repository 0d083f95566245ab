"""Wallets with money in them, by the verbs themselves."""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from amends.core.wallet.payout import Payout, PayoutMethod
from amends.records.ids import new_id
from amends.records.ledger.models import Wallet
from amends.records.wallet.models import Withdrawal
from amends.usecases.wallet.approve_withdrawal import ApproveWithdrawal, approve_withdrawal
from amends.usecases.wallet.ask_withdrawal import AskWithdrawal, ask_withdrawal
from amends.usecases.wallet.begin_top_up import BeginTopUp, begin_top_up
from amends.usecases.wallet.cancel_withdrawal import CancelWithdrawal, cancel_withdrawal
from amends.usecases.wallet.record_top_up import RecordTopUp, record_top_up
from amends.usecases.wallet.refuse_withdrawal import RefuseWithdrawal, refuse_withdrawal
from amends.usecases.wallet.take_up_withdrawal import TakeUpWithdrawal, put_back_withdrawal, take_up_withdrawal
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner

SOON = NOW + timedelta(minutes=5)
BANK = Payout(PayoutMethod.BANK, "Blue Lantern GmbH", "DE89 3704 0044 0532 0130 00")


def guarded_owner(*, shop: str = "Blue Lantern") -> Person:
    """An owner with a verified address who signs in with a second factor."""
    merchant = owner(shop=shop)
    guard(merchant)
    return merchant


def guard(person: Person) -> None:
    """Gives the person a second factor."""
    TOTP.activate(person.user, generate_totp_secret())


def begun(merchant: Person, amount: int, currency: str = "USD", *, id_: UUID | None = None) -> UUID:
    """A top-up that waits for the sandbox."""
    ask = BeginTopUp(id=id_ or new_id(), amount=amount, currency=currency, provider="sandbox", providers=["sandbox"])
    return begin_top_up(ask=ask, actor=merchant.actor, now=NOW)


def came(top_up_id: UUID, amount: int, currency: str = "USD", *, ref: str = "", failure: str = "") -> bool:
    """The payment house's news."""
    ask = RecordTopUp(
        top_up_id=top_up_id,
        payment_ref=ref or f"sandbox_{amount}_{top_up_id.hex}",
        amount=amount,
        currency=currency,
        failure=failure,
    )
    return record_top_up(ask=ask, now=SOON)


def topped_up(merchant: Person, amount: int, currency: str = "USD") -> UUID:
    """A paid top-up."""
    id_ = begun(merchant, amount, currency)
    came(id_, amount, currency)
    return id_


def asked(merchant: Person, amount: int, currency: str = "USD", *, id_: UUID | None = None) -> Withdrawal:
    """A withdrawal that waits for finance."""
    ask = AskWithdrawal(id=id_ or new_id(), amount=amount, currency=currency, payout=BANK, confirmed_at=NOW)
    return Withdrawal.objects.get(id=ask_withdrawal(ask=ask, actor=merchant.actor, now=NOW))


def taken_up(withdrawal: Withdrawal, finance: Person, *, over: UUID | None = None) -> None:
    """Somebody of finance is about to pay it out."""
    take_up_withdrawal(ask=TakeUpWithdrawal(withdrawal_id=withdrawal.id, over=over), actor=finance.actor, now=SOON)


def approved(withdrawal: Withdrawal, finance: Person, reference: str = "TR-1") -> None:
    """Finance took it up and paid it out."""
    taken_up(withdrawal, finance)
    noted(withdrawal, finance, reference)


def noted(withdrawal: Withdrawal, finance: Person, reference: str = "TR-1", *, sent_before: bool = False) -> None:
    """The transfer of one that was taken up."""
    ask = ApproveWithdrawal(withdrawal_id=withdrawal.id, reference=reference, sent_before=sent_before)
    approve_withdrawal(ask=ask, actor=finance.actor, now=SOON)


def put_back(withdrawal: Withdrawal, finance: Person) -> None:
    """It is not paid out after all."""
    put_back_withdrawal(withdrawal_id=withdrawal.id, actor=finance.actor, now=SOON)


def turned_down(withdrawal: Withdrawal, finance: Person, reason: str = "The holder is somebody else.") -> None:
    """Finance refused it."""
    ask = RefuseWithdrawal(withdrawal_id=withdrawal.id, reason=reason)
    refuse_withdrawal(ask=ask, actor=finance.actor, now=SOON)


def canceled(withdrawal: Withdrawal, merchant: Person) -> None:
    """The merchant took it back."""
    cancel_withdrawal(ask=CancelWithdrawal(withdrawal_id=withdrawal.id), actor=merchant.actor, now=SOON)


def parts(merchant: Person, currency: str = "USD") -> tuple[int, int, int]:
    """(cash, bonus, frozen) as they stand; nothing where there is no wallet."""
    rows = Wallet.objects.filter(account_id=merchant.account_id, currency=currency)
    return rows.values_list("cash", "bonus", "frozen").first() or (0, 0, 0)
