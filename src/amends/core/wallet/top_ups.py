"""Top-ups: their states, and what may be asked."""

from collections.abc import Collection
from enum import StrEnum

from amends.core.money import say_minor
from amends.core.refusals import Refusal

ENTRY = "top_up"
"""The kind of a top-up's ledger entry; its key is the top-up's id."""

MOST = 10**11
"""Minor units of one top-up, at most: a slip of the keyboard ends here."""


class TopUpState(StrEnum):
    """Begun waits for the payment house. Whatever a top-up was called before, money that came makes it paid."""

    BEGUN = "begun"
    PAID = "paid"
    FAILED = "failed"
    CANCELED = "canceled"


class TopUpUnseen(Refusal):
    """Absent, or another account's."""

    code = "wallet.top_up_unseen"
    sentence = "There is no such top-up."
    kind = "unseen"


class ProviderUnknown(Refusal):
    """Not one of the payment houses through which a wallet can be topped up here."""

    code = "wallet.provider_unknown"
    sentence = "Wallets are not topped up through “%(provider)s” here."
    kind = "invalid"
    field = "provider"


class CurrencyNotOffered(Refusal):
    """Top-ups are taken in the currencies that the operator names."""

    code = "wallet.currency_not_offered"
    sentence = "Top-ups are taken in %(offered)s, not in %(currency)s."
    kind = "invalid"
    field = "currency"


class TopUpAmount(Refusal):
    """Nothing, less than nothing, or more than anybody means."""

    code = "wallet.top_up_amount"
    sentence = "A top-up is more than nothing and at most %(most)s %(currency)s."
    kind = "invalid"
    field = "amount"


class PaymentKnown(Refusal):
    """The payment house named a payment that paid another top-up: it must not be credited a second time."""

    code = "wallet.payment_known"
    sentence = "Payment %(ref)s of %(provider)s has paid another top-up; nothing was credited."


def check_top_up(*, amount: int, currency: str, offered: Collection[str]) -> None:
    """Raises CurrencyNotOffered, TopUpAmount."""
    if currency not in offered:
        raise CurrencyNotOffered(currency=currency, offered=tuple(offered))
    if not 0 < amount <= MOST:
        raise TopUpAmount(most=say_minor(MOST, currency), currency=currency)
