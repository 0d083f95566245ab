"""Where a withdrawal is paid out: typed by the merchant, checked for slips."""

import re
from dataclasses import dataclass
from enum import StrEnum

from amends.core.refusals import Refusal

_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_SHORTEST, _LONGEST = 4, 140


class PayoutMethod(StrEnum):
    """A transfer to a bank account, or a payment to a PayPal address."""

    BANK = "bank"
    PAYPAL = "paypal"


class HolderMissing(Refusal):
    """A payout names the account's holder."""

    code = "wallet.holder_missing"
    sentence = "Name the holder of the account, in at most 140 characters."
    kind = "invalid"
    field = "holder"


class DestinationWrong(Refusal):
    """Not an account that money could be sent to."""

    code = "wallet.destination_wrong"
    sentence = "“%(text)s” is neither an IBAN whose check digits fit nor another bank account with its bank."
    kind = "invalid"
    field = "destination"


class PayPalAddressWrong(Refusal):
    """PayPal pays to e-mail addresses."""

    code = "wallet.paypal_address_wrong"
    sentence = "“%(text)s” is not an e-mail address."
    kind = "invalid"
    field = "destination"


@dataclass(frozen=True, slots=True)
class Payout:
    """`destination` is an IBAN, a bank account with its bank in the merchant's words, or a PayPal address."""

    method: PayoutMethod
    holder: str
    destination: str


def read_payout(*, method: str, holder: str, destination: str) -> Payout:
    """The payout, trimmed, an IBAN in groups of four. Raises HolderMissing, DestinationWrong, PayPalAddressWrong."""
    kind = PayoutMethod(method)
    who, where = " ".join(holder.split()), " ".join(destination.split())
    if not who or len(who) > _LONGEST:
        raise HolderMissing
    if kind is PayoutMethod.PAYPAL:
        if not _ADDRESS.fullmatch(where) or len(where) > _LONGEST:
            raise PayPalAddressWrong(text=where[:60])
        return Payout(kind, who, where)
    return Payout(kind, who, _bank_account(where))


def _bank_account(where: str) -> str:
    compact = where.replace(" ", "").upper()
    if _IBAN.fullmatch(compact):
        if not _iban_holds(compact):
            raise DestinationWrong(text=where[:60])
        return " ".join(compact[at : at + 4] for at in range(0, len(compact), 4))
    if not _SHORTEST <= len(where) <= _LONGEST or not any(sign.isdigit() for sign in where):
        raise DestinationWrong(text=where[:60])
    return where


def _iban_holds(compact: str) -> bool:
    """ISO 13616: letters as numbers, the first four signs last, the rest by 97 is 1."""
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
