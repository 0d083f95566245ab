"""The opening form as it was typed, kept in a draft word for word, and the one place where it is read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self
from uuid import UUID

from amends.core.disputes.opening import Chosen, Form
from amends.core.disputes.reasons import DETAILS, Detail, Reason, Wish
from amends.core.disputes.refusals import AddressMissing, LineUnseen
from amends.core.money import parse_minor
from amends.core.refusals import Refusal


class ReasonMissing(Refusal):
    """No dispute type was chosen."""

    code = "dispute.reason_missing"
    sentence = "Choose the dispute type: what is wrong with these items?"
    kind = "invalid"
    field = "reason"


class WishMissing(Refusal):
    """Neither a refund nor a resend was chosen."""

    code = "dispute.wish_missing"
    sentence = "Choose what you expect: a refund or a resend."
    kind = "invalid"
    field = "wish"


class QuantityUnreadable(Refusal):
    """A quantity is not a whole number."""

    code = "dispute.quantity_unreadable"
    sentence = "“%(text)s” is not a quantity; write a whole number."
    kind = "invalid"
    field = "lines"


_LONGEST_ADDRESS = 254
TEXTS = ("reason", "detail", "wish", "amount", "message", "buyer_email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Every field as text. `quantities` maps a line's id to what was typed beside it; empty and 0 do not choose it."""

    quantities: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    detail: str = ""
    wish: str = ""
    amount: str = ""
    message: str = ""
    buyer_email: str = ""

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """From a draft's form; unknown keys are passed over."""
        texts = {
            name: str(kept.get(name, "")) for name in ("reason", "detail", "wish", "amount", "message", "buyer_email")
        }
        return cls(quantities=dict(kept.get("quantities", {})), **texts)

    def as_json(self) -> dict[str, Any]:
        """For a draft's form."""
        return asdict(self)


def read_reason(typed: Typed) -> Reason:
    """The dispute type. Raises ReasonMissing."""
    if typed.reason not in set(Reason):
        raise ReasonMissing
    return Reason(typed.reason)


def read_detail(typed: Typed, reason: Reason) -> Detail | None:
    """What exactly is wrong; None where nobody said. A detail of the type chosen before is passed over."""
    return next((detail for detail in DETAILS.get(reason, ()) if detail == typed.detail), None)


def read_wish(typed: Typed) -> Wish:
    """The expected operation. Raises WishMissing."""
    if typed.wish not in set(Wish):
        raise WishMissing
    return Wish(typed.wish)


def read_chosen(typed: Typed) -> tuple[Chosen, ...]:
    """The chosen lines. Raises QuantityUnreadable and LineUnseen; too high a quantity is the opening's to refuse."""
    chosen: list[Chosen] = []
    for line, text in typed.quantities.items():
        plain = text.strip()
        if not plain.strip("0"):
            continue
        if not (plain.isascii() and plain.isdigit() and len(plain) <= 9):
            raise QuantityUnreadable(text=plain[:40])
        chosen.append(Chosen(_line_id(line), int(plain)))
    return tuple(chosen)


def _line_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise LineUnseen(line=text[:40]) from None


def read_amount(typed: Typed, *, currency: str) -> int | None:
    """The amount asked in minor units; None, the whole ceiling, where nothing was typed or none is asked for.

    Raises AmountUnreadable.
    """
    if not typed.amount.strip() or typed.wish == Wish.RESEND:
        return None
    return parse_minor(typed.amount, currency)


def read_address(typed: Typed) -> str:
    """The buyer's address, perhaps empty. Raises AddressMissing for what is too long to be one."""
    address = typed.buyer_email.strip()
    if len(address) > _LONGEST_ADDRESS:
        raise AddressMissing
    return address


def read_form(typed: Typed, *, currency: str) -> Form:
    """What was typed as the form that opening decides on.

    Raises QuantityUnreadable, LineUnseen, ReasonMissing, WishMissing, AmountUnreadable, AddressMissing.
    """
    chosen, reason = read_chosen(typed), read_reason(typed)
    return Form(
        chosen=chosen,
        reason=reason,
        detail=read_detail(typed, reason),
        wish=read_wish(typed),
        amount=read_amount(typed, currency=currency),
        message=typed.message.strip(),
        buyer_email=read_address(typed),
    )
