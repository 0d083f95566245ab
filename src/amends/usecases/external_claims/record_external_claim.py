"""Record what a payment house tells of a claim: once for every piece of news, whatever the order it comes in."""

from dataclasses import dataclass
from datetime import datetime

from amends.core.external_claims.words import ExternalKind, ExternalState


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that the payment house moved because of the claim: `amount` minor units went (-) or came back (+).

    `ref` is its name there, once for ever; `fee` went besides and does not come back.
    """

    ref: str
    amount: int
    fee: int
    currency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternalClaim:
    """The ask: the whole claim as the provider had it at `told_at`, by the provider's clock.

    `payment_refs` are the names under which we may know the payment. `amount` is what is claimed, minor units.
    `moved` lists every movement of money so far that the news tells of, not only new ones. `announces` is the name of
    the early warning or inquiry that this one grew out of, if the provider says so.
    """

    provider: str
    ref: str
    payment_refs: tuple[str, ...]
    kind: ExternalKind
    state: ExternalState
    reason: str
    amount: int
    currency: str
    respond_by: datetime | None
    opened_at: datetime
    told_at: datetime
    moved: tuple[Moved, ...] = ()
    announces: str = ""
