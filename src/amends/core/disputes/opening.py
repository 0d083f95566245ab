"""Opening a dispute: every question asked of the order, its lines and the form, in the order people expect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from amends.core.disputes.reasons import REASONS, Reason, Wish
from amends.core.disputes.refusals import (
    AboveCeiling,
    AddressMissing,
    AmountMissing,
    ChargedUnknown,
    ChosenTwice,
    LineInDispute,
    LineUnseen,
    MessageTooLong,
    NothingChosen,
    PaidOutside,
    QuantityUnavailable,
    ReasonNotForStage,
    ResendNotForReason,
)
from amends.core.evidence.requirements import EvidenceMissing, Purpose, missing
from amends.core.money import format_minor, split
from amends.core.orders.claimable import LineFacts, OrderFacts, ceiling, why_not_disputable
from amends.core.orders.kinds import UNSHIPPED, Kind
from amends.core.orders.parts import Parts

MESSAGE_LIMIT = 4_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """One line of the claim: which line, how many units."""

    line_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Form:
    """What the merchant filled in. `amount` in minor units of the order's currency; None asks for the ceiling."""

    chosen: tuple[Chosen, ...]
    reason: Reason
    wish: Wish
    amount: int | None
    message: str
    buyer_email: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed line with its ceiling and its share of the amount asked, in minor units."""

    line: LineFacts
    quantity: int
    ceiling: Parts
    asked: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A dispute that may be opened: its claims, the ceiling with its parts, the amount asked (0 for a resend)."""

    claims: tuple[Claim, ...]
    ceiling: Parts
    asked: int


def _chosen_lines(form: Form, lines: Sequence[LineFacts]) -> list[tuple[LineFacts, int]]:
    by_id: Mapping[UUID, LineFacts] = {line.id: line for line in lines}
    if not form.chosen:
        raise NothingChosen
    if len({chosen.line_id for chosen in form.chosen}) < len(form.chosen):
        raise ChosenTwice
    pairs: list[tuple[LineFacts, int]] = []
    for chosen in form.chosen:
        line = by_id.get(chosen.line_id)
        if line is None:
            raise LineUnseen(line=str(chosen.line_id))
        if line.claimed:
            raise LineInDispute(sku=line.sku)
        if not 1 <= chosen.quantity <= line.claimable:
            raise QuantityUnavailable(sku=line.sku, asked=chosen.quantity, claimable=line.claimable)
        pairs.append((line, chosen.quantity))
    return pairs


def _check_wish(form: Form, order: OrderFacts) -> None:
    facts = REASONS[form.reason]
    if order.stage not in facts.stages:
        raise ReasonNotForStage(reason=facts.title, stage=order.stage.value)
    if form.wish is Wish.RESEND:
        if not facts.may_resend:
            raise ResendNotForReason(reason=facts.title)
        return
    if not order.charged_known:
        raise ChargedUnknown(number=order.number)
    if form.wish is Wish.REFUND_ORIGINAL and order.paid_outside:
        raise PaidOutside(number=order.number)


def _asked(form: Form, order: OrderFacts, top: int) -> int:
    if form.wish is Wish.RESEND:
        return 0
    asked = top if form.amount is None else form.amount
    if asked <= 0:
        raise AmountMissing(ceiling=format_minor(top, order.currency), currency=order.currency)
    if asked > top:
        raise AboveCeiling(
            asked=format_minor(asked, order.currency),
            ceiling=format_minor(top, order.currency),
            currency=order.currency,
        )
    return asked


def _check_evidence(form: Form, order: OrderFacts, evidence: Sequence[Purpose]) -> None:
    needed = missing(form.reason, kind=order.kind, stage=order.stage, tracking=order.tracking, given=evidence)
    if needed:
        raise EvidenceMissing(missing="; ".join(requirement.text for requirement in needed))
    asks_address = order.kind is Kind.STORE and order.stage not in UNSHIPPED
    if asks_address and "@" not in form.buyer_email:
        raise AddressMissing


def preview(form: Form, order: OrderFacts, lines: Sequence[LineFacts]) -> Opening:
    """The opening as far as lines, wish and amount decide it, without asking for evidence yet."""
    refusal = why_not_disputable(order, list(lines))
    if refusal is not None:
        raise refusal
    pairs = _chosen_lines(form, lines)
    _check_wish(form, order)
    top = ceiling(order, pairs)
    asked = _asked(form, order, top.total)
    ceilings = [line.ceiling(quantity) if order.charged_known else Parts() for line, quantity in pairs]
    shares = split(asked, [one.total for one in ceilings])
    claims = tuple(
        Claim(line=line, quantity=quantity, ceiling=most, asked=part)
        for (line, quantity), most, part in zip(pairs, ceilings, shares, strict=True)
    )
    return Opening(claims=claims, ceiling=top, asked=asked)


def open_dispute(form: Form, order: OrderFacts, lines: Sequence[LineFacts], evidence: Sequence[Purpose]) -> Opening:
    """The opening, or the first refusal: order, lines, reason and wish, amount, evidence, message.

    `evidence` holds the purpose of each file given. The same path as `preview`, and then the evidence.
    """
    opening = preview(form, order, lines)
    _check_evidence(form, order, evidence)
    if len(form.message) > MESSAGE_LIMIT:
        raise MessageTooLong(limit=MESSAGE_LIMIT)
    return opening
