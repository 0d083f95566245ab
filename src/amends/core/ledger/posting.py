"""Postings and their reversal."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from amends.core.money import Money

AccountKey = TypeVar("AccountKey")


class LedgerKind(StrEnum):
    """What an account of the ledger stands for. The `wallet_` ones belong to a merchant, the rest to the platform.

    What an account holds is what arrived less what left: more than nothing is owed to somebody or was earned, less
    than nothing is a cost, or owed to us. `clearing` is a provider's (`bank` for payouts by hand), `supplier` and
    `carrier` are what those named owe us for awards that they bear, `receivable` what merchants owe us for top-ups
    that a payment house took back.
    """

    WALLET_CASH = "wallet_cash"
    WALLET_BONUS = "wallet_bonus"
    WALLET_FROZEN = "wallet_frozen"
    AFTER_SALES = "after_sales"
    CLEARING = "clearing"
    SALES = "sales"
    BENEFITS = "benefits"
    FEES = "fees"
    CHARGEBACKS = "chargebacks"
    SUPPLIER = "supplier"
    CARRIER = "carrier"
    RECEIVABLE = "receivable"


@dataclass(frozen=True, slots=True)
class Posting(Generic[AccountKey]):
    """`money` moved from `source` to `destination`; always more than nothing."""

    source: AccountKey
    destination: AccountKey
    money: Money

    def __post_init__(self) -> None:
        if self.money.minor <= 0:
            raise ValueError("a posting moves more than nothing")
        if self.source == self.destination:
            raise ValueError("a posting moves from one account to another")


def reverse(postings: Sequence[Posting[AccountKey]]) -> list[Posting[AccountKey]]:
    """The postings that undo these: swapped, in reverse order."""
    return [Posting(one.destination, one.source, one.money) for one in reversed(postings)]


def balances(postings: Sequence[Posting[AccountKey]]) -> dict[AccountKey, dict[str, int]]:
    """What each account holds after `postings`, by currency, in minor units. Over all accounts each sums to 0."""
    held: dict[AccountKey, dict[str, int]] = {}
    for one in postings:
        for account, minor in ((one.source, -one.money.minor), (one.destination, one.money.minor)):
            by_currency = held.setdefault(account, {})
            by_currency[one.money.currency] = by_currency.get(one.money.currency, 0) + minor
    return held
