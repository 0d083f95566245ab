"""The shapes of a dispute's answers. Amounts are whole minor units of the dispute's currency."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from amends.core.access import Side
from amends.core.decisions.award import Outcome, RejectReason
from amends.core.disputes.additions import Addition
from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.disputes.states import Move, State
from amends.core.evidence.formats import MediaType
from amends.core.evidence.purposes import Purpose
from amends.core.policies.answers import Answer
from amends.core.requests.field_words import WITHOUT_NUL
from amends.core.settlements.legs import LegState, Method
from amends.doors.api.schemas import WHOSE, Problem
from amends.doors.api.shapes import Exact, LineAnswer, PartsAnswer


class DisputesWanted(BaseModel):
    """Which disputes: about an order, opened from `since` on and before `until`.

    `request_key` is the one that the dispute was opened with. `cursor` is `next` of the page before.
    """

    account: Annotated[UUID | None, Field(description=f"{WHOSE} Without it staff list all accounts'.")] = None
    order: Annotated[str, Field(max_length=64, pattern=WITHOUT_NUL)] | None = None
    request_key: Annotated[str, Field(min_length=1, max_length=100, pattern=WITHOUT_NUL)] | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class AllowedAction(Exact):
    """What the caller may do now. `until`: then the dispute ends by itself, and this with it; none when it does not."""

    action: Move | Addition
    until: datetime | None


class DisputeAnswer(Exact):
    """A dispute in short. `due_at` is when its present state ends by itself; none once it is final.

    `account` is the merchant's. `awaited` is who has to act. `version` counts its moves and is its ETag.
    """

    id: UUID
    number: str
    order: str
    state: State
    reason: Reason
    wish: Wish
    asked: int
    currency: str
    opened_at: datetime
    due_at: datetime | None
    version: int
    account: UUID
    awaited: Side | None
    allowed_actions: list[AllowedAction]


class ClaimAnswer(Exact):
    """One claimed line: the units, what is asked for them, and the most they could bring back at opening."""

    line_id: UUID
    sku: str
    name: str
    quantity: int
    asked: int
    ceiling: PartsAnswer


class EvidenceAnswer(Exact):
    """One file of the evidence. `sha256` is the original's.

    `shows_buyer_email`: it was given as the file in which the buyer's e-mail address is visible.
    """

    id: UUID
    name: str
    purpose: Purpose
    shows_buyer_email: bool
    media_type: MediaType
    size: int
    sha256: str
    added_by: str
    added_at: datetime


class PendingAddress(Exact):
    """A file that is still to be fetched. `last_failure` is the code of why the last try failed, none before it."""

    url: str
    purpose: Purpose
    given_at: datetime
    tries: int
    next_try_at: datetime
    last_failure: str | None


class MessageAnswer(Exact):
    """One message; an internal note is shown to staff only."""

    id: UUID
    side: Side
    author: str
    body: str
    internal: bool
    at: datetime


class OfferAnswer(Exact):
    """One round of the negotiation. `answer` is none while it waits."""

    round: int
    outcome: Outcome
    amount: int
    parts: PartsAnswer
    shipping_method: str
    words: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    answer: str | None
    answered_at: datetime | None
    answer_words: str


class LegAnswer(Exact):
    """One payment or the resend that carries a decision out. `id` is the idempotency key at the provider."""

    id: UUID
    number: int
    method: Method
    amount: int
    currency: str
    provider: str
    state: LegState
    provider_ref: str
    failure: str
    waits_for: str
    recorded_at: datetime | None


class DecisionAnswer(Exact):
    """What the dispute came to, and how it is carried out. `finished_at` is none while a leg is not."""

    outcome: Outcome
    amount: int
    currency: str
    parts: PartsAnswer
    reject_reason: RejectReason | None
    words: str
    decided_by: str
    decided_at: datetime
    finished_at: datetime | None
    taken_elsewhere: int
    legs: list[LegAnswer]


class FindingGist(Exact):
    """What the policy finds, in short: by now, or once it is decided with all that was shown by then.

    `missing` names the evidence that is still to be shown. `hash` goes as `finding` with whatever decides.
    """

    version: int
    answer: Answer
    clause: str | None
    missing: list[str]
    opens_on: date | None
    closes_on: date | None
    hash: str


class DisputeWhole(DisputeAnswer):
    """A dispute with everything about it; the latest 200 messages."""

    detail: Detail | None
    ceiling: PartsAnswer
    buyer_email: str
    opened_by: str
    state_since: datetime
    closed_at: datetime | None
    previous: str | None
    resend_order: str | None
    lines: list[ClaimAnswer]
    evidence: list[EvidenceAnswer]
    pending_addresses: list[PendingAddress]
    messages: list[MessageAnswer]
    offers: list[OfferAnswer]
    decision: DecisionAnswer | None
    finding: FindingGist | None


class DisputeWithNew(DisputeWhole):
    """The whole dispute; `added` is the id of the message or file that came to it by this call."""

    added: UUID


class DisputePage(Exact):
    """Some disputes, newest first. `next` is the cursor of what follows, none at the end."""

    disputes: list[DisputeAnswer]
    next: str | None


class FindingWhole(BaseModel):
    """Everything the policy considered. `then` is what the clause that counts grants, in the policy's own words.

    `considered` lists each clause with its answer and what each of its questions answered on which fact.
    """

    version: int
    answer: Answer
    because: str
    clause: str | None
    then: dict[str, Any] | None
    automatic: bool
    doubted: list[str]
    missing: list[str]
    ceiling: PartsAnswer | None
    currency: str | None
    opens_on: date | None
    closes_on: date | None
    unknown: list[str]
    considered: list[dict[str, Any]]
    hash: str


class ReasonNow(Exact):
    """Whether a reason can be chosen, and why not."""

    reason: Reason
    why_not: Problem | None


class WishNow(Exact):
    """Whether a wish can be asked for, and why not."""

    wish: Wish
    why_not: Problem | None


class PreviewAnswer(Exact):
    """What opening would do. `faults` are all that it would refuse; without any, it would open asking for `asked`.

    `ceiling` is the most that the chosen lines may bring back; `needed` names the evidence, `lacking` what of it is
    not given.
    """

    order: str
    currency: str
    why_not: Problem | None
    reasons: list[ReasonNow]
    wishes: list[WishNow]
    lines: list[LineAnswer]
    ceiling: PartsAnswer
    asked: int | None
    needed: list[str]
    lacking: list[str]
    asks_address: bool
    finding: FindingWhole | None
    faults: list[Problem]


class TrailAnswer(Exact):
    """One change of the dispute. `before` and `after` are the trail's own words for it."""

    number: int
    code: str
    at: datetime
    side: Side
    who: str
    why: str
    before: dict[str, Any]
    after: dict[str, Any]


class TrailPage(Exact):
    """All changes, first one first."""

    events: list[TrailAnswer]
