"""Opening a dispute: every question asked of the order, its lines and the form, in the order people expect."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from amends.core.disputes.giving_evidence import asks_address
from amends.core.disputes.reasons import DETAILS, REASONS, Detail, Reason, Wish
from amends.core.disputes.refusals import (
    AboveCeiling,
    AddressMissing,
    AmountMissing,
    ChargedUnknown,
    ChosenTwice,
    DetailNotForReason,
    LineInDispute,
    LineUnseen,
    MessageTooLong,
    NothingChosen,
    PaidElsewhere,
    PaidOutside,
    QuantityUnavailable,
    ReasonNotForStage,
    ResendNotForReason,
)
from amends.core.disputes.states import MOVES, Move, State
from amends.core.evidence.purposes import Purpose
from amends.core.money import say_minor, split
from amends.core.orders.claimable import LineFacts, OrderFacts, ceiling, why_not_disputable
from amends.core.orders.parts import Parts
from amends.core.policies.enforce import check_evidence, check_granted, check_shown, most
from amends.core.policies.explain import Finding
from amends.core.policies.judge import Judge
from amends.core.refusals import Said
from amends.core.short_ids import short_id
from amends.core.standing.measures import check_allowed
from amends.core.standing.standings import Effect

MESSAGE_LIMIT = 4_000

Pairs = list[tuple[LineFacts, int]]
"""Lines with the units of them that are claimed."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One line of the claim: which line, by its id or its short id, and how many units."""

    line_id: UUID | int
    quantity: int


@dataclass(frozen=True, slots=True)
class Form:
    """What the merchant filled in. `amount` in minor units of the order's currency; None asks for all there may be.

    `detail` says what exactly is wrong; None where nobody knows.
    """

    chosen: tuple[Chosen, ...]
    reason: Reason
    wish: Wish
    amount: int | None
    message: str
    buyer_email: str
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed line with its ceiling and its share of the amount asked, in minor units."""

    line: LineFacts
    quantity: int
    ceiling: Parts
    asked: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A dispute that may be opened: its claims, the ceiling with its parts, the amount asked (0 for a resend).

    `may_ask` is the most that the policy lets a merchant ask for, and `finding` what it found of the claim.
    """

    claims: tuple[Claim, ...]
    ceiling: Parts
    may_ask: Parts
    asked: int
    finding: Finding

    @property
    def state(self) -> State:
        """Where the dispute begins: evidence that is still owed is asked for at once."""
        state = MOVES[Move.OPEN_INCOMPLETE if self.finding.decision.missing else Move.OPEN].target
        assert state is not None
        return state


def _chosen_lines(form: Form, lines: Sequence[LineFacts]) -> Pairs:
    named: Mapping[UUID | int, LineFacts] = {name: line for line in lines for name in (line.id, short_id(line.id))}
    if not form.chosen:
        raise NothingChosen
    found = [named.get(chosen.line_id) for chosen in form.chosen]
    known = [line.id for line in found if line is not None]
    if len(set(known)) < len(known):
        raise ChosenTwice
    pairs: Pairs = []
    for chosen, line in zip(form.chosen, found, strict=True):
        if line is None:
            raise LineUnseen(line=str(chosen.line_id))
        if line.claimed:
            raise LineInDispute(sku=line.sku, dispute=line.dispute)
        if not 1 <= chosen.quantity <= line.claimable:
            raise QuantityUnavailable(sku=line.sku, asked=chosen.quantity, claimable=line.claimable)
        pairs.append((line, chosen.quantity))
    return pairs


def _check_wish(form: Form, order: OrderFacts) -> None:
    facts = REASONS[form.reason]
    reason = Said(form.reason.value, facts.title)
    if form.detail is not None and form.detail not in DETAILS.get(form.reason, ()):
        raise DetailNotForReason(detail=form.detail.value, reason=reason)
    if order.stage not in facts.stages:
        raise ReasonNotForStage(reason=reason, stage=order.stage.value)
    if form.wish is Wish.RESEND:
        if not facts.may_resend:
            raise ResendNotForReason(reason=reason)
        return
    if not order.charged_known:
        raise ChargedUnknown(number=order.number)
    if form.wish is Wish.REFUND_ORIGINAL:
        if order.paid_outside:
            raise PaidOutside(number=order.number)
        if order.paid_elsewhere:
            raise PaidElsewhere(number=order.number, provider=order.paid_elsewhere)
        check_allowed(Effect.REFUND_ORIGINAL, order.measure)


def _asked(form: Form, order: OrderFacts, top: int) -> int:
    if form.wish is Wish.RESEND:
        return 0
    asked = top if form.amount is None else form.amount
    if asked <= 0:
        raise AmountMissing(ceiling=say_minor(top, order.currency), currency=order.currency)
    if asked > top:
        raise AboveCeiling(
            asked=say_minor(asked, order.currency),
            ceiling=say_minor(top, order.currency),
            currency=order.currency,
        )
    return asked


def found(form: Form, order: OrderFacts, pairs: Pairs, *, judge: Judge, evidence: Collection[Purpose] = ()) -> Finding:
    """What the policy finds of the claim. Without evidence: what it wants to see, whatever was given."""
    return judge.find(
        order,
        pairs,
        reason=form.reason,
        detail=form.detail,
        ceiling=ceiling(order, pairs) if order.charged_known else None,
        evidence=evidence,
    )


def preview(
    form: Form, order: OrderFacts, lines: Sequence[LineFacts], *, judge: Judge, evidence: Collection[Purpose] = ()
) -> Opening:
    """The opening as far as lines, wish, policy and amount decide it, without asking for evidence yet."""
    refusal = why_not_disputable(order, list(lines))
    if refusal is not None:
        raise refusal
    pairs = _chosen_lines(form, lines)
    _check_wish(form, order)
    top = ceiling(order, pairs)
    finding = found(form, order, pairs, judge=judge, evidence=evidence)
    check_granted(finding, form.wish)
    may_ask = most(finding, top)
    asked = _asked(form, order, may_ask.total)
    ceilings = [line.ceiling(quantity) if order.charged_known else Parts() for line, quantity in pairs]
    shares = split(asked, [one.total for one in ceilings])
    claims = tuple(
        Claim(line=line, quantity=quantity, ceiling=one, asked=part)
        for (line, quantity), one, part in zip(pairs, ceilings, shares, strict=True)
    )
    return Opening(claims=claims, ceiling=top, may_ask=may_ask, asked=asked, finding=finding)


def open_dispute(
    form: Form,
    order: OrderFacts,
    lines: Sequence[LineFacts],
    *,
    judge: Judge,
    evidence: Collection[Purpose],
    shown: str | None = None,
    evidence_later: bool = False,
) -> Opening:
    """The opening, or the first refusal: order, lines, reason and wish, policy, amount, evidence, message.

    `evidence` holds the purpose of each file given. The same path as `preview`, and then the evidence. `shown` is the
    digest of the finding without evidence that the opener saw, so that a file more makes it no other. With
    `evidence_later` what is required and missing, the buyer's address included, does not stand in the way.
    """
    opening = preview(form, order, lines, judge=judge, evidence=evidence)
    if shown is not None:
        pairs = [(claim.line, claim.quantity) for claim in opening.claims]
        check_shown(found(form, order, pairs, judge=judge), shown)
    if not evidence_later:
        check_evidence(opening.finding)
    if not evidence_later and asks_address(order.kind, order.stage) and "@" not in form.buyer_email:
        raise AddressMissing
    if len(form.message) > MESSAGE_LIMIT:
        raise MessageTooLong(limit=MESSAGE_LIMIT)
    return opening
