"""What opening would do with the form as it stands: the same questions that Confirm asks, and nothing is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from amends.core.access import Actor, Permission, require
from amends.core.disputes.giving_evidence import asks_address, check_address_shown
from amends.core.disputes.opening import Chosen, Form, Opening
from amends.core.disputes.opening import open_dispute as ask_the_core
from amends.core.disputes.opening import preview as ask_for_preview
from amends.core.disputes.reasons import REASONS, Reason, Wish
from amends.core.disputes.refusals import (
    AddressMissing,
    AddressUnverified,
    NothingChosen,
    OrderUnseen,
    ReasonNotForStage,
)
from amends.core.disputes.typed import Typed, read_amount, read_chosen, read_detail, read_form, read_reason, read_wish
from amends.core.evidence.purposes import Purpose
from amends.core.orders.claimable import LineFacts, ceiling, why_not_disputable
from amends.core.orders.parts import Parts
from amends.core.policies.clauses import Need
from amends.core.policies.enforce import PolicyRefuses, WishNotGranted, check_evidence, most
from amends.core.policies.explain import Finding
from amends.core.policies.judge import Judge
from amends.core.refusals import Refusal
from amends.records.disputes.models import Dispute
from amends.records.evidence.queries import EvidenceFile
from amends.records.orders.queries_page import OrderShown, show_order
from amends.records.policies.judging import judge_in_force

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewDispute:
    """The ask: the form as typed so far, and the files given so far; with `evidence_later` none are asked for yet."""

    order: str
    typed: Typed
    files: Sequence[EvidenceFile] = ()
    address_verified: bool = True
    evidence_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`why_not`: no dispute can be opened on this order at all. Each reason and wish that cannot be chosen says why.

    `opening` is None until lines, type, operation and amount fit; `faults` are all that Confirm would refuse.
    `ceiling` is the most that the lines chosen so far may bring back under the policy. `finding` is what the policy
    says so far, `wanted` what it would without the files given; None until a type is chosen.
    """

    order: OrderShown
    why_not: Refusal | None
    reasons: dict[Reason, Refusal | None]
    wishes: dict[Wish, Refusal | None]
    ceiling: Parts
    opening: Opening | None
    finding: Finding | None
    wanted: Finding | None
    asks_address: bool
    faults: list[Refusal]

    @property
    def needed(self) -> tuple[Need, ...]:
        """What must be shown."""
        return self.wanted.decision.missing if self.wanted else ()

    @property
    def lacking(self) -> tuple[Need, ...]:
        """What of it is not shown yet."""
        return self.finding.decision.missing if self.finding else ()


def _with_disputes(order: OrderShown) -> OrderShown:
    """The order with the numbers of the open disputes that its lines stand in."""
    held = [line.in_dispute for line in order.lines if line.in_dispute]
    if not held:
        return order
    numbers = dict(Dispute.objects.filter(id__in=held).values_list("id", "number"))
    lines = (
        replace(line, facts=replace(line.facts, dispute=numbers[line.in_dispute] if line.in_dispute else ""))
        for line in order.lines
    )
    return replace(order, lines=tuple(lines))


def preview_dispute(*, ask: PreviewDispute, actor: Actor, now: datetime) -> Preview:
    """Reads without locks; Confirm asks again under them. Raises Forbidden, OrderUnseen."""
    require(actor, Permission.MERCHANT_DISPUTE_OPEN)
    assert actor.account_id is not None
    order = show_order(account_id=actor.account_id, number=ask.order, now=now)
    if order is None:
        raise OrderUnseen(number=ask.order)
    order = _with_disputes(order)
    why_not = why_not_disputable(order.facts, order.line_facts)
    asking = _Asking(ask, order, judge_in_force(now=now))
    reason = _or_none(lambda: read_reason(ask.typed))
    finding = asking.finding(reason)
    return Preview(
        order=order,
        why_not=why_not,
        reasons={} if why_not else {one: asking.why_not_reason(one) for one in Reason},
        wishes={} if why_not else {one: asking.why_not_wish(one, reason) for one in Wish},
        ceiling=asking.ceiling(finding),
        opening=asking.opening(),
        finding=finding,
        wanted=asking.finding(reason, files=False),
        asks_address=asks_address(order.facts.kind, order.facts.stage),
        faults=[why_not] if why_not else asking.faults(reason),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One form put to the core in several ways; each answer is the core's own."""

    ask: PreviewDispute
    order: OrderShown
    judge: Judge

    def form(self) -> Form:
        """What was typed. Raises what `read_form` raises."""
        return read_form(self.ask.typed, currency=self.order.facts.currency)

    def finding(self, reason: Reason | None, *, files: bool = True) -> Finding | None:
        """What the policy finds of the lines chosen so far, of all while none is; with or without the files given."""
        if reason is None:
            return None
        pairs = self._pairs()
        facts = self.order.facts
        return self.judge.find(
            facts,
            pairs,
            reason=reason,
            detail=read_detail(self.ask.typed, reason),
            ceiling=ceiling(facts, pairs) if facts.charged_known else None,
            evidence=self._purposes() if files else (),
        )

    def _wanted(self, reason: Reason | None) -> tuple[Need, ...]:
        finding = self.finding(reason, files=False)
        return finding.decision.missing if finding else ()

    def _purposes(self) -> list[Purpose]:
        return [file.purpose for file in self.ask.files]

    def _pairs(self) -> list[tuple[LineFacts, int]]:
        return self._chosen() or [(line, line.claimable) for line in self.order.line_facts if line.claimable]

    def _chosen(self) -> list[tuple[LineFacts, int]]:
        chosen = {one.line_id: one.quantity for one in _or_none(lambda: read_chosen(self.ask.typed)) or ()}
        lines = [(line, min(chosen.get(line.id, 0), line.claimable)) for line in self.order.line_facts]
        return [(line, units) for line, units in lines if units]

    def why_not_reason(self, reason: Reason) -> Refusal | None:
        """Why the order has not come as far, or too far, for this type."""
        refusal = self._refusal_of(reason, Wish.RESEND)
        return refusal if isinstance(refusal, ReasonNotForStage) else None

    def why_not_wish(self, wish: Wish, reason: Reason | None) -> Refusal | None:
        """Why this operation cannot be asked for, whichever lines are chosen."""
        if wish is Wish.REFUND_ORIGINAL and not self.ask.address_verified:
            return AddressUnverified()
        fitting = (one for one, facts in REASONS.items() if self.order.facts.stage in facts.stages and facts.may_resend)
        refusal = self._refusal_of(reason or next(fitting), wish)
        # What the policy refuses whatever is wished for is said by its finding; and nothing before there is a type.
        unsaid = (ReasonNotForStage, PolicyRefuses) if reason else (ReasonNotForStage, PolicyRefuses, WishNotGranted)
        return None if isinstance(refusal, unsaid) else refusal

    def _refusal_of(self, reason: Reason, wish: Wish) -> Refusal | None:
        every = tuple(Chosen(line.id, line.claimable) for line in self.order.line_facts if line.claimable)
        detail = read_detail(self.ask.typed, reason)
        form = Form(chosen=every, reason=reason, detail=detail, wish=wish, amount=None, message="", buyer_email="")
        return _refusal(lambda: self._previewed(form))

    def _previewed(self, form: Form) -> Opening:
        facts, lines = self.order.facts, self.order.line_facts
        return ask_for_preview(form, facts, lines, judge=self.judge, evidence=self._purposes())

    def ceiling(self, finding: Finding | None) -> Parts:
        """The most that the lines chosen so far may bring back: by what is left, and by the policy."""
        pairs = self._chosen()
        top = ceiling(self.order.facts, pairs)
        return most(finding, top) if finding and pairs else top

    def opening(self) -> Opening | None:
        """The opening, as far as lines, type, operation and amount decide it."""
        return _or_none(lambda: self._previewed(self.form()))

    def faults(self, reason: Reason | None) -> list[Refusal]:
        """Everything that stands in the way, each field's first fault, in the form's order."""
        typed, currency = self.ask.typed, self.order.facts.currency
        readings: list[Callable[[], object]] = [
            lambda: _some_chosen(typed),
            lambda: read_reason(typed),
            lambda: read_wish(typed),
            lambda: read_amount(typed, currency=currency),
        ]
        unread = [refusal for reading in readings if (refusal := _refusal(reading))]
        core = None if unread else self._unverified() or _refusal(self._opened)
        found = [*unread, *([core] if core else []), *self._evidence_faults(reason)]
        return list({refusal.code: refusal for refusal in found}.values())

    def _unverified(self) -> Refusal | None:
        leaves = read_wish(self.ask.typed) is Wish.REFUND_ORIGINAL
        return AddressUnverified() if leaves and not self.ask.address_verified else None

    def _opened(self) -> Opening:
        facts, lines = self.order.facts, self.order.line_facts
        later = self.ask.evidence_later
        return ask_the_core(
            self.form(), facts, lines, judge=self.judge, evidence=self._purposes(), evidence_later=later
        )

    def _evidence_faults(self, reason: Reason | None) -> list[Refusal]:
        facts, given = self.order.facts, self.ask.files
        finding = self.finding(reason)
        if finding is None or self.ask.evidence_later:
            return []
        missing = _refusal(lambda: check_evidence(finding))
        faults = [missing] if missing else []
        if asks_address(facts.kind, facts.stage) and "@" not in self.ask.typed.buyer_email:
            faults.append(AddressMissing())
        shown = any(file.shows_buyer_email for file in given)
        unmarked = _refusal(lambda: check_address_shown(self._wanted(reason), shown))
        return [*faults, unmarked] if unmarked else faults


def _some_chosen(typed: Typed) -> None:
    if not read_chosen(typed):
        raise NothingChosen


def _refusal(asked: Callable[[], object]) -> Refusal | None:
    try:
        asked()
    except Refusal as refusal:
        return refusal
    return None


def _or_none(asked: Callable[[], Read]) -> Read | None:
    try:
        return asked()
    except Refusal:
        return None
