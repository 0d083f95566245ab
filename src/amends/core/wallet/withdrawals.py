"""Withdrawals: their table of states, who may ask for one, and how much of it arrives."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.money import format_minor
from amends.core.refusals import Refusal
from amends.core.wallet.percent import Percent

FROZEN_ENTRY, PAID_ENTRY, RETURNED_ENTRY = "withdrawal", "withdrawal_paid", "withdrawal_returned"
"""The kinds of a withdrawal's ledger entries; their key is its id."""


class WithdrawalState(StrEnum):
    """Asked waits for finance, its amount frozen; the others are final."""

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
        raise BelowMinimum(least=format_minor(least, currency), currency=currency)
    if amount > cash:
        raise MoreThanWithdrawable(cash=format_minor(cash, currency), currency=currency)
    return Breakdown(amount, percent.of(amount))


def check_may_withdraw(*, verified: bool, second_factor: bool) -> None:
    """Raises AddressUnverified, SecondFactorMissing."""
    if not verified:
        raise AddressUnverified
    if not second_factor:
        raise SecondFactorMissing


def check_open(state: WithdrawalState) -> None:
    """Raises WithdrawalEnded for a withdrawal that no longer waits."""
    if state is not WithdrawalState.ASKED:
        raise WithdrawalEnded(state=state.value)


def needed_words(words: str, *, what: str, most: int) -> str:
    """The words, trimmed. Raises WordsMissing when there are none."""
    told = words.strip()[:most]
    if not told:
        raise WordsMissing(what=what)
    return told
