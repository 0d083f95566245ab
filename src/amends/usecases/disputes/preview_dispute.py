"""What opening would do with the form as it stands: the same questions that Confirm asks, and nothing is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from amends.core.disputes.typed import Typed, read_amount, read_chosen, read_form, read_reason, read_wish
from amends.core.evidence.requirements import EvidenceMissing, Requirement, missing, requirements
from amends.core.orders.claimable import ceiling, why_not_disputable
from amends.core.orders.parts import Parts
from amends.core.refusals import Refusal
from amends.records.evidence.queries import EvidenceFile
from amends.records.orders.queries_page import OrderShown, show_order

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewDispute:
    """The ask: the form as typed so far, and the files given so far."""

    order: str
    typed: Typed
    files: Sequence[EvidenceFile] = ()
    address_verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`why_not`: no dispute can be opened on this order at all. Each reason and wish that cannot be chosen says why.

    `opening` is None until lines, type, operation and amount fit; `faults` are all that Confirm would refuse.
    `ceiling` is that of the lines chosen so far, `needed` what the chosen type must show, `lacking` what of it lacks.
    """

    order: OrderShown
    why_not: Refusal | None
    reasons: dict[Reason, Refusal | None]
    wishes: dict[Wish, Refusal | None]
    ceiling: Parts
    opening: Opening | None
    needed: list[Requirement]
    lacking: list[Requirement]
    asks_address: bool
    faults: list[Refusal]


def preview_dispute(*, ask: PreviewDispute, actor: Actor) -> Preview:
    """Reads without locks; Confirm asks again under them. Raises Forbidden, OrderUnseen."""
    require(actor, Permission.MERCHANT_DISPUTE_OPEN)
    assert actor.account_id is not None
    order = show_order(account_id=actor.account_id, number=ask.order)
    if order is None:
        raise OrderUnseen(number=ask.order)
    why_not = why_not_disputable(order.facts, order.line_facts)
    asking = _Asking(ask, order)
    reason = _or_none(lambda: read_reason(ask.typed))
    needed = asking.needed(reason)
    return Preview(
        order=order,
        why_not=why_not,
        reasons={} if why_not else {one: asking.why_not_reason(one) for one in Reason},
        wishes={} if why_not else {one: asking.why_not_wish(one, reason) for one in Wish},
        ceiling=asking.ceiling(),
        opening=asking.opening(),
        needed=needed,
        lacking=[one for one in needed if one.purpose not in {file.purpose for file in ask.files}],
        asks_address=asks_address(order.facts.kind, order.facts.stage),
        faults=[why_not] if why_not else asking.faults(reason),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One form put to the core in several ways; each answer is the core's own."""

    ask: PreviewDispute
    order: OrderShown

    def form(self) -> Form:
        """What was typed. Raises what `read_form` raises."""
        return read_form(self.ask.typed, currency=self.order.facts.currency)

    def needed(self, reason: Reason | None) -> list[Requirement]:
        """What the reason must show."""
        facts = self.order.facts
        if reason is None:
            return []
        return requirements(reason, kind=facts.kind, stage=facts.stage, tracking=facts.tracking)

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
        return None if isinstance(refusal, ReasonNotForStage) else refusal

    def _refusal_of(self, reason: Reason, wish: Wish) -> Refusal | None:
        every = tuple(Chosen(line.id, line.claimable) for line in self.order.line_facts if line.claimable)
        form = Form(chosen=every, reason=reason, wish=wish, amount=None, message="", buyer_email="")
        try:
            ask_for_preview(form, self.order.facts, self.order.line_facts)
        except Refusal as refusal:
            return refusal
        return None

    def ceiling(self) -> Parts:
        """The most that the lines chosen so far may bring back."""
        chosen = {one.line_id: one.quantity for one in _or_none(lambda: read_chosen(self.ask.typed)) or ()}
        lines = [(line, min(chosen.get(line.id, 0), line.claimable)) for line in self.order.line_facts]
        return ceiling(self.order.facts, [(line, units) for line, units in lines if units])

    def opening(self) -> Opening | None:
        """The opening, as far as lines, type, operation and amount decide it."""
        return _or_none(lambda: ask_for_preview(self.form(), self.order.facts, self.order.line_facts))

    def faults(self, reason: Reason | None) -> list[Refusal]:
        """Everything that stands in the way, each field's first fault, in the form's order."""
        typed, currency, given = self.ask.typed, self.order.facts.currency, self.ask.files
        readings: list[Callable[[], object]] = [
            lambda: _some_chosen(typed),
            lambda: read_reason(typed),
            lambda: read_wish(typed),
            lambda: read_amount(typed, currency=currency),
        ]
        unread = [refusal for reading in readings if (refusal := _refusal(reading))]
        purposes = [file.purpose for file in given]
        facts, lines = self.order.facts, self.order.line_facts
        core = None if unread else _refusal(lambda: ask_the_core(self.form(), facts, lines, purposes))
        found = [*unread, *([core] if core else []), *self._evidence_faults(reason)]
        return list({refusal.code: refusal for refusal in found}.values())

    def _evidence_faults(self, reason: Reason | None) -> list[Refusal]:
        facts, given = self.order.facts, self.ask.files
        if reason is None:
            return []
        purposes = [file.purpose for file in given]
        lacking = missing(reason, kind=facts.kind, stage=facts.stage, tracking=facts.tracking, given=purposes)
        faults: list[Refusal] = []
        if lacking:
            faults.append(EvidenceMissing(missing="; ".join(one.text for one in lacking)))
        if asks_address(facts.kind, facts.stage) and "@" not in self.ask.typed.buyer_email:
            faults.append(AddressMissing())
        shown = any(file.shows_buyer_email for file in given)
        unmarked = _refusal(lambda: check_address_shown(self.needed(reason), shown))
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
