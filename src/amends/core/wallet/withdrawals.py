"""Withdrawals: their table of states, who may ask for one, who pays it out, and how much of it arrives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from amends.core.money import say_minor
from amends.core.refusals import Refusal, Words
from amends.core.wallet.percent import Percent

FROZEN_ENTRY, PAID_ENTRY, RETURNED_ENTRY = "withdrawal", "withdrawal_paid", "withdrawal_returned"
"""The kinds of a withdrawal's ledger entries; their key is its id."""


class WithdrawalState(StrEnum):
    """Asked waits for finance, its amount frozen, and may be taken up by one of them; the others are final."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELED = "canceled"


class WithdrawalUnseen(Refusal):
    """Absent, or another account's."""

    code = "wallet.withdrawal_unseen"
    sentence = "There is no such withdrawal."
    kind = "unseen"


class WithdrawalEnded(Refusal):
    """Somebody decided or canceled it before."""

    code = "wallet.withdrawal_ended"
    sentence = "This withdrawal is %(state)s already; nothing was changed."


class WithdrawalTakenUp(Refusal):
    """Somebody else pays it out: two people would pay twice."""

    code = "wallet.withdrawal_taken_up"
    sentence = "%(name)s has taken this withdrawal up and may have sent the money already; nothing was changed."


class WithdrawalBeingPaid(Refusal):
    """For the merchant: the money may be on its way, so that it cannot become withdrawable again."""

    code = "wallet.withdrawal_being_paid"
    sentence = "Finance is paying this withdrawal out; it can no longer be canceled."


class NotTakenUp(Refusal):
    """Money is sent only by who has taken the withdrawal up, so that nobody cancels it or sends it a second time."""

    code = "wallet.withdrawal_not_taken_up"
    sentence = "Take the withdrawal up before you pay it out; nothing was changed."


class AddressUnverified(Refusal):
    """Money leaves only for people whose e-mail address is shown to be theirs."""

    code = "wallet.address_unverified"
    sentence = "Verify your e-mail address before you withdraw."
    kind = "forbidden"


class SecondFactorMissing(Refusal):
    """Money leaves only for people who sign in with a second factor."""

    code = "wallet.second_factor_missing"
    sentence = "Turn on two-step sign-in before you withdraw."
    kind = "forbidden"


class ConfirmationNeeded(Refusal):
    """A browser left open, or a stolen session, must not move money."""

    code = "wallet.confirmation_needed"
    sentence = "Confirm the withdrawal with a code from your phone, not older than %(minutes)s minutes."
    kind = "forbidden"
    field = "code"


class BelowMinimum(Refusal):
    """Less than what is worth a transfer, or nothing at all."""

    code = "wallet.below_minimum"
    sentence = "A withdrawal is %(least)s %(currency)s or more."
    kind = "invalid"
    field = "amount"


class MoreThanWithdrawable(Refusal):
    """Bonus and frozen money cannot be withdrawn."""

    code = "wallet.more_than_withdrawable"
    sentence = "%(cash)s %(currency)s can be withdrawn."
    field = "amount"


class WordsMissing(Refusal):
    """A refusal says why, an approval under which reference the money went."""

    code = "wallet.words_missing"
    sentence = "%(what)s is needed."
    kind = "invalid"
    field = "words"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What becomes of a withdrawn `amount`: `fee` stays, `arrives` is paid out. Minor units."""

    amount: int
    fee: int

    @property
    def arrives(self) -> int:
        """What reaches the merchant."""
        return self.amount - self.fee


def least_withdrawal(minimum: int, percent: Percent) -> int:
    """The smallest amount of which something arrives, never below the operator's `minimum`."""
    least = max(minimum, 1)
    while percent.of(least) >= least:
        least += 1
    return least


def plan_withdrawal(*, amount: int, currency: str, cash: int, minimum: int, percent: Percent) -> Breakdown:
    """Raises BelowMinimum, MoreThanWithdrawable."""
    least = least_withdrawal(minimum, percent)
    if amount < least:
        raise BelowMinimum(least=say_minor(least, currency), currency=currency)
    if amount > cash:
        raise MoreThanWithdrawable(cash=say_minor(cash, currency), currency=currency)
    return Breakdown(amount, percent.of(amount))


def check_may_withdraw(*, verified: bool, second_factor: bool) -> None:
    """Raises AddressUnverified, SecondFactorMissing."""
    if not verified:
        raise AddressUnverified
    if not second_factor:
        raise SecondFactorMissing


def check_confirmed(at: datetime | None, *, now: datetime, lasts: timedelta) -> None:
    """The person gave a code `at` a time not longer ago than it `lasts`. Raises ConfirmationNeeded."""
    if at is None or not now - lasts <= at:
        raise ConfirmationNeeded(minutes=int(lasts.total_seconds()) // 60)


def check_open(state: WithdrawalState) -> None:
    """Raises WithdrawalEnded for a withdrawal that no longer waits."""
    if state is not WithdrawalState.ASKED:
        raise WithdrawalEnded(state=state.value)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Who of finance pays a withdrawal out; None for nobody yet."""

    by: UUID | None
    name: str


def check_own(taken: TakenUp, *, by: UUID | None) -> None:
    """Only who has taken it up says what became of it. Raises NotTakenUp, WithdrawalTakenUp."""
    if taken.by is None:
        raise NotTakenUp
    if taken.by != by:
        raise WithdrawalTakenUp(name=taken.name)


def check_take_up(taken: TakenUp, *, over: UUID | None) -> None:
    """`over` is from whom it is taken over, as the page showed it. Raises WithdrawalTakenUp."""
    if taken.by is not None and taken.by != over:
        raise WithdrawalTakenUp(name=taken.name)


def check_no_other(taken: TakenUp, *, by: UUID | None) -> None:
    """Nobody else is paying it out. Raises WithdrawalTakenUp."""
    if taken.by is not None:
        check_own(taken, by=by)


def needed_words(words: str, *, what: str, most: int) -> str:
    """The words, trimmed. Raises WordsMissing when there are none."""
    told = words.strip()[:most]
    if not told:
        raise WordsMissing(what=Words(what))
    return told
