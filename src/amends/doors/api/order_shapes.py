"""The shapes of orders' answers. Amounts are whole minor units of the order's currency."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.stages import Step
from amends.core.orders.words import Alert
from amends.core.requests.field_words import WITHOUT_NUL
from amends.doors.api.schemas import WHOSE, Problem
from amends.doors.api.shapes import Exact, LineAnswer, PartsAnswer
from amends.records.orders.answers import OPEN_DISPUTE


class OrderAction(StrEnum):
    """What a merchant, or the platform's own systems, may do about an order."""

    OPEN_DISPUTE = OPEN_DISPUTE
    START = Step.START.value
    DISPATCH = Step.DISPATCH.value
    DELIVER = Step.DELIVER.value
    TRACK = Step.TRACK.value
    RETURN = Step.RETURN.value
    CLOSE = Step.CLOSE.value


class OrdersWanted(BaseModel):
    """Which orders: placed from `since` on and before `until`; `held`: whether an open dispute holds them.

    `cursor` is `next` of the page before.
    """

    account: Annotated[UUID | None, Field(description=WHOSE)] = None
    kind: Kind | None = None
    stage: Stage | None = None
    held: bool | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    external_number: Annotated[str | None, Field(pattern=WITHOUT_NUL)] = None
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class ActionNow(Exact):
    """What the caller may do now.

    `until`, of opening a dispute: when the last of the policy's windows that are open now closes; what no window
    bounds can be disputed after that, too. None where no window is known to close, and on lists: read the whole order.
    """

    action: OrderAction
    until: datetime | None


class OrderGist(Exact):
    """An order in short. `held`: an open dispute holds it. `charged` is none while nobody told it."""

    id: UUID
    account: UUID
    number: str
    external_number: str
    kind: Kind
    stage: Stage
    payment_state: PaymentState
    tracking: Tracking
    held: bool
    currency: str
    charged: int | None
    placed_at: datetime
    store_name: str
    buyer_name: str
    country: str
    is_resend: bool
    lines: int
    allowed_actions: list[ActionNow]


class OrderPage(Exact):
    """Some orders, latest placed first. `next` is the cursor of what follows, none at the end."""

    orders: list[OrderGist]
    next: str | None


class PaymentAnswer(Exact):
    """A payment of the merchant's to the platform."""

    provider: str
    provider_ref: str
    amount: int
    refunded: int
    currency: str
    paid_at: datetime


class StepAnswer(Exact):
    """What the carrier said at a time."""

    at: datetime
    tracking: Tracking
    text: str


class ParcelAnswer(Exact):
    """A parcel with what the carrier said, latest first."""

    method: str
    tracking_number: str
    tracking: Tracking
    dispatched_at: datetime
    delivered_at: datetime | None
    events: list[StepAnswer]


class OrderWhole(Exact):
    """A whole order. `held_by` are the open disputes, oldest first; `origin` is the order whose goods it resends."""

    id: UUID
    account: UUID
    number: str
    external_number: str
    kind: Kind
    stage: Stage
    payment_state: PaymentState
    tracking: Tracking
    alert: Alert | None
    held_by: list[str]
    currency: str
    charged: PartsAnswer | None
    refunded: int
    reserved: int
    sold_for: int | None
    sold_for_currency: str | None
    store_name: str
    supplier: str
    buyer_name: str
    buyer_email: str
    country: str
    address: dict[str, str]
    shipping_method: str
    placed_at: datetime
    paid_at: datetime | None
    warehouse_started_at: datetime | None
    dispatched_at: datetime | None
    delivered_at: datetime | None
    closed_at: datetime | None
    origin: str | None
    lines: list[LineAnswer]
    payments: list[PaymentAnswer]
    parcels: list[ParcelAnswer]
    allowed_actions: list[ActionNow]


class ClaimableLines(Exact):
    """Which units can be disputed now. `why_not` says why none of them, where that is so."""

    order: str
    currency: str
    why_not: Problem | None
    lines: list[LineAnswer]


class OrderTold(OrderWhole):
    """The whole order; `outcome` is what became of it by being told."""

    outcome: Literal["created", "updated", "unchanged"]


class TakenIn(Exact):
    """What became of one order that was told: created, updated, unchanged; or the problem with it.

    superseded: fit in itself, but the same batch tells of it again further on, and that was taken. `account` and
    `number` are null where they could not be read.
    """

    account: str | None
    number: str | None
    outcome: str | None
    problem: Problem | None


class TakenInAll(Exact):
    """One result for each order that was told, in their sequence."""

    results: list[TakenIn]
