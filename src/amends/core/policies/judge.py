"""From an order and a claim to the facts of a case, and to what a version of the policy finds of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.claimable import LineFacts, OrderFacts
from amends.core.orders.folding import fold
from amends.core.orders.kinds import UNSHIPPED, Stage
from amends.core.orders.parts import Parts
from amends.core.orders.words import Circumstance
from amends.core.policies.decide import Program
from amends.core.policies.explain import Finding, explain
from amends.core.policies.facts import Facts, days_between
from amends.core.standing.measures import standing_by


@dataclass(frozen=True, slots=True)
class Untrackable:
    """Shipping methods without tracking up to the door: everywhere, or in some countries. Every other one has it.

    `pairs` hold the folded method and the country, empty for everywhere.
    """

    pairs: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def read(cls, text: str) -> Self:
        """From `method; method@BR`, as a setting has it."""
        told = (one.strip().rpartition("@") for one in text.split(";") if one.strip())
        return cls(frozenset((fold(method or rest), rest.upper() if joint else "") for method, joint, rest in told))

    def trackable(self, *, method: str, country: str) -> bool | None:
        """None while the method is not known."""
        if not method:
            return None
        return self.pairs.isdisjoint({(fold(method), ""), (fold(method), country)})


@dataclass(frozen=True, slots=True)
class Judge:
    """A version of the policy on a day (UTC): what it finds of a claim."""

    program: Program
    today: date
    untrackable: Untrackable

    def find(
        self,
        order: OrderFacts,
        claimed: Sequence[tuple[LineFacts, int]],
        *,
        reason: Reason | None,
        detail: Detail | None,
        ceiling: Parts | None,
        evidence: Collection[Purpose],
    ) -> Finding:
        """The finding; `ceiling` is what the claim may bring back at most, None while the charge is not known."""
        facts = self.facts(order, claimed, reason=reason, detail=detail, ceiling=ceiling, evidence=evidence)
        return explain(self.program, facts, today=self.today)

    def facts(
        self,
        order: OrderFacts,
        claimed: Sequence[tuple[LineFacts, int]],
        *,
        reason: Reason | None,
        detail: Detail | None,
        ceiling: Parts | None,
        evidence: Collection[Purpose],
    ) -> Facts:
        """What is known of the case. Goods of several kinds in one claim leave the kind unknown."""
        products = {line.product for line, _ in claimed}
        return Facts(
            reason=reason,
            detail=detail,
            kind=order.kind,
            stage=order.stage,
            tracking=order.tracking,
            alert=order.alert,
            country=order.country or None,
            method=order.shipping_method or None,
            trackable=self.untrackable.trackable(method=order.shipping_method, country=order.country),
            warehouse_started=_started(order),
            days_since_departure=self._days(order.dispatched_at),
            days_since_delivery=self._days(order.delivered_at),
            days_since_payment=self._days(order.paid_at),
            days_since_signing=self._days(order.return_signed_at),
            product=products.pop() if len(products) == 1 else None,
            parts=ceiling,
            currency=order.currency,
            quantity=sum(quantity for _, quantity in claimed) or None,
            evidence=frozenset(evidence),
            circumstances=_circumstances(order),
            standing=standing_by(order.measure),
        )

    def _days(self, at: datetime | None) -> int | None:
        return days_between(at.astimezone(UTC).date() if at else None, self.today)


def _started(order: OrderFacts) -> bool | None:
    """Whether the warehouse has begun. An order that is being processed may have been told without saying so."""
    if order.warehouse_started_at is not None or order.stage not in UNSHIPPED:
        return True
    return False if order.stage is Stage.PENDING else None


def _circumstances(order: OrderFacts) -> frozenset[Circumstance]:
    elsewhere = {Circumstance.CLAIMED_ELSEWHERE} if order.external_claimed else set()
    return order.circumstances | elsewhere
