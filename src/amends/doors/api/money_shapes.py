"""The shapes of wallet, settlements and external claims. Amounts are whole minor units of the currency beside them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from amends.core.decisions.award import Outcome
from amends.core.disputes.states import State
from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.requests.field_words import WITHOUT_NUL
from amends.doors.api.dispute_shapes import LegAnswer
from amends.doors.api.move_asks import Ask, shown
from amends.doors.api.schemas import Amount
from amends.doors.api.shapes import Exact
from amends.records.external_claims.pages import ClaimTab
from amends.records.settlements.queries import SettlementTab

NO_TAB = " A merchant, who sees all of their own, may not choose."

Limit = Annotated[int, Field(ge=1, le=100)]


class BalanceAnswer(Exact):
    """One currency's balance: what can be withdrawn, what only pays orders, what waits for a withdrawal."""

    currency: str
    withdrawable: int
    bonus: int
    frozen: int


class WalletAnswer(Exact):
    """All balances, by currency."""

    balances: list[BalanceAnswer]


class EntriesWanted(BaseModel):
    """Which entries: of a currency, from `since` up to `until`, about an order or dispute."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    number: Annotated[str, Field(max_length=64, pattern=WITHOUT_NUL)] | None = None
    cursor: str | None = None
    limit: Limit = 20


class EntryAnswer(Exact):
    """What one entry changed of each part of the balance, signed, and the whole balance after it."""

    id: UUID
    kind: str
    at: datetime
    currency: str
    withdrawable: int
    bonus: int
    frozen: int
    after: int
    order: str | None
    dispute: str | None


class EntryPage(Exact):
    """Some entries, newest first. `next` is the cursor of what follows, none at the end."""

    entries: list[EntryAnswer]
    next: str | None


class PayAsk(Ask):
    """Which order, and what the payer saw to be due."""

    model_config = shown({"order": "A-1001", "due": 2250})

    order: Annotated[str, Field(max_length=64, pattern=WITHOUT_NUL)]
    due: Amount


class PaidAnswer(Exact):
    """What was taken from each part of the balance."""

    order: str
    bonus: int
    cash: int


class SettlementsWanted(BaseModel):
    """Which settlements."""

    tab: Annotated[
        SettlementTab | None,
        Field(description="For staff: stuck ones, those under way (without it), or finished ones." + NO_TAB),
    ] = None
    cursor: str | None = None
    limit: Limit = 20


class SettlementAnswer(Exact):
    """How a decision is carried out. `over`: by how much what was promised and taken exceeds the order's charge."""

    id: UUID
    dispute: str
    state: State
    account: UUID
    account_name: str
    outcome: Outcome
    amount: int
    currency: str
    planned_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    reopened_at: datetime | None
    over: int
    taken_elsewhere: int
    legs: list[LegAnswer]


class SettlementPage(Exact):
    """Some settlements. `next` is the cursor of what follows, none at the end."""

    settlements: list[SettlementAnswer]
    next: str | None


class ClaimsWanted(BaseModel):
    """Which claims."""

    tab: Annotated[
        ClaimTab | None,
        Field(description="For staff: to answer (without it), under review, on no order, or ended." + NO_TAB),
    ] = None
    cursor: str | None = None
    limit: Limit = 20


class ExternalClaimAnswer(Exact):
    """A claim at a payment house about money paid to the platform. `holds`: it blocks money of ours now."""

    id: UUID
    provider: str
    ref: str
    kind: ExternalKind
    state: ExternalState
    effect: Effect | None
    holds: bool
    reason: str
    amount: int
    currency: str
    order: str | None
    payment_ref: str
    respond_by: datetime | None
    opened_at: datetime


class ExternalClaimPage(Exact):
    """Some claims. `next` is the cursor of what follows, none at the end."""

    external_claims: list[ExternalClaimAnswer]
    next: str | None
