"""A policy and its clauses, as data: when a clause applies, in which window, what may be had, what must be shown."""

from dataclasses import dataclass, replace
from enum import StrEnum

from amends.core.evidence.purposes import Purpose
from amends.core.orders.parts import PART_NAMES, Parts
from amends.core.policies.answers import Answer
from amends.core.policies.predicates import AllOf, Number, Predicate
from amends.core.policies.words import Bearer


class Anchor(StrEnum):
    """From which event a window's days are counted."""

    DEPARTURE = "departure"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    SIGNING = "signing"

    @property
    def fact(self) -> str:
        """The fact that tells the days since then."""
        return f"days_since_{self.value}"


ANCHOR_TITLES = {
    Anchor.DEPARTURE: "the parcel's departure",
    Anchor.DELIVERY: "delivery",
    Anchor.PAYMENT: "payment",
    Anchor.SIGNING: "the warehouse's signature for the parcel",
}


@dataclass(frozen=True, slots=True)
class Window:
    """Calendar days after the anchor's day in which a dispute may be opened, both included; None: open to that side."""

    since: Anchor
    from_day: Number | None = None
    to_day: Number | None = None


class Share(StrEnum):
    """How much of what was charged may come back."""

    FULL = "full"
    PARTIAL = "partial"


WHOLE = Number(100)


@dataclass(frozen=True, slots=True)
class Refund:
    """Money back: up to `percent` (1–100; 100 for a full one) of the `parts` of what was charged."""

    share: Share
    percent: Number = WHOLE
    parts: tuple[str, ...] = PART_NAMES

    def ceiling(self, charged: Parts) -> Parts:
        """The most this refund may bring back, part by part in minor units; never rounded up."""
        return replace(Parts(), **{name: getattr(charged, name) * self.percent.value // 100 for name in self.parts})


class Resend(StrEnum):
    """What may be sent again."""

    ALL = "all"
    MISSING_PART = "missing_part"


@dataclass(frozen=True, slots=True)
class Then:
    """What a clause comes to. A yes grants a refund, a resend or either; a no and a person grant nothing.

    `return_paid_by`: the goods come back first, and who pays for that. `liability`: who bears the cost unless
    somebody decides otherwise, in percent that add up to 100; empty where nothing is said.
    """

    answer: Answer
    refund: Refund | None = None
    resend: Resend | None = None
    return_paid_by: Bearer | None = None
    liability: tuple[tuple[Bearer, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """Evidence of which at least one file must have one of the purposes. Not needed where `when` is a clear no."""

    name: str
    any_of: tuple[Purpose, ...]
    text: str
    when: tuple[Predicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule. It applies when all of `when` holds; of those that apply, the highest `precedence` counts.

    Outside its window it still counts, as a no: not yet, or no longer. All of `needs` (names of the policy's needs)
    must be shown. `automatic`: the system may decide such a dispute itself.
    """

    id: str
    title: str
    text: str
    precedence: int
    when: tuple[Predicate, ...]
    then: Then
    window: Window | None = None
    needs: tuple[str, ...] = ()
    automatic: bool = False

    @property
    def condition(self) -> AllOf:
        """`when` as one predicate."""
        return AllOf(self.when)


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. Amounts in it are of `currency`; `settings` are its numbers by name."""

    title: str
    text: str
    currency: str
    settings: tuple[tuple[str, int], ...]
    needs: tuple[Need, ...]
    clauses: tuple[Clause, ...]

    def fill(self, text: str) -> str:
        """A text with the settings' values in place of their names in braces."""
        for name, value in self.settings:
            text = text.replace("{" + name + "}", str(value))
        return text

    def needs_of(self, clause: Clause) -> tuple[Need, ...]:
        """What the clause wants to see, in its order."""
        by_name = {need.name: need for need in self.needs}
        return tuple(by_name[name] for name in clause.needs)
