"""Claims as pages show them. Amounts in minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from amends.core.external_claims.standing import WAITING, Effect
from amends.core.external_claims.words import ExternalKind, ExternalState, ExternalStep
from amends.records.external_claims.models import ExternalClaim, ExternalEvent, ExternalMovement
from amends.records.keyset import Place
from amends.records.orders.models import Order

COUNTED = 100
"""Tabs count no further."""

_NO_HURRY = datetime(9999, 1, 1, tzinfo=UTC)
_WAITING = [state.value for state in WAITING]


class ClaimTab(StrEnum):
    """What staff look for: claims to answer, claims that wait for a verdict, those on no order, those that ended."""

    ANSWER = "answer"
    REVIEW = "review"
    UNMATCHED = "unmatched"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A claim, on an order or a top-up. `effect` is None while it stands nowhere; `grew_into` is the claim that counts

    in its place.
    """

    id: UUID
    provider: str
    ref: str
    kind: ExternalKind
    state: ExternalState
    effect: Effect | None
    reason: str
    amount: int
    currency: str
    counted: int
    respond_by: datetime | None
    opened_at: datetime
    told_at: datetime
    heard_at: datetime
    account_id: UUID | None
    account: str
    order_id: UUID | None
    order: str
    ground_currency: str
    top_up_id: UUID | None
    payment_ref: str
    payment_refs: tuple[str, ...]
    matched_by: str
    matched_by_hand: bool
    matched_at: datetime | None
    dismissed_at: datetime | None
    takes_no_more_at: datetime | None
    grew_into: UUID | None
    grew_into_ref: str

    @property
    def waits(self) -> bool:
        """Whether no verdict was given yet."""
        return self.state in WAITING

    @property
    def holds(self) -> bool:
        """Whether it holds the order's money now."""
        return self.effect is Effect.HOLDS

    @property
    def not_back(self) -> bool:
        """Whether it ended for the platform, but what it took has not come back."""
        return self.holds and not self.waits

    @property
    def may_take_no_more(self) -> bool:
        """Whether a person may know that it takes nothing more of its top-up, which the payment house never says."""
        ends = self.effect in (Effect.WARNS, Effect.LOST) and self.kind is not ExternalKind.REFUND
        return ends and self.top_up_id is not None and self.grew_into is None and self.takes_no_more_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementShown:
    """Money that went (-) or came back (+), and the key under which it is booked."""

    key: str
    ref: str
    amount: int
    fee: int
    currency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """One row of a claim's history; `by` is empty for Amends itself."""

    step: ExternalStep
    at: datetime
    by: str
    before: dict[str, Any]
    after: dict[str, Any]
    words: str


def read_claims(*, tab: ClaimTab, size: int, beyond: Place | None = None) -> tuple[list[ClaimShown], Place | None]:
    """A page of a tab and where the next one goes on. One statement.

    To answer: by the time until which; under review and ended: latest opened first; unmatched: longest known first.
    """
    latest_first = tab in (ClaimTab.REVIEW, ClaimTab.ENDED)
    rows = _of_tab(tab).annotate(place_at=_place_at(tab))
    if beyond is not None:
        side = "lt" if latest_first else "gt"
        ties = Q(**{f"place_at__{side}": beyond.at}) | Q(**{f"id__{side}": beyond.id})
        rows = rows.filter(Q(**{f"place_at__{side}e": beyond.at}) & ties)
    found = list(_named(rows).order_by(*(("-place_at", "-id") if latest_first else ("place_at", "id")))[: size + 1])
    last: Any = found[size - 1] if len(found) > size else None
    return [_shown(claim) for claim in found[:size]], Place(last.place_at, last.id) if last else None


def count_claims(tab: ClaimTab) -> int:
    """How many there are, up to COUNTED."""
    return _of_tab(tab).order_by()[:COUNTED].count()


def read_claim(claim_id: UUID) -> ClaimShown | None:
    """One claim, or None."""
    found = _named(ExternalClaim.objects.filter(id=claim_id)).first()
    return _shown(found) if found else None


def claims_of_order(order_id: UUID) -> list[ClaimShown]:
    """Claims on the order; on its origin, for one that resends goods. Latest opened first."""
    about = Q(order=order_id) | Q(order__in=Order.objects.filter(id=order_id).values("root_order"))
    return [_shown(claim) for claim in _named(ExternalClaim.objects.filter(about)).order_by("-opened_at", "-id")]


def claims_of_top_up(top_up_id: UUID) -> list[ClaimShown]:
    """Claims on the top-up, latest opened first."""
    rows = ExternalClaim.objects.filter(top_up=top_up_id)
    return [_shown(claim) for claim in _named(rows).order_by("-opened_at", "-id")]


def claims_of_account(
    *, account_id: UUID, size: int, beyond: Place | None = None
) -> tuple[list[ClaimShown], Place | None]:
    """A page of an account's claims, latest opened first, and where the next one goes on."""
    rows = ExternalClaim.objects.filter(account_id=account_id)
    if beyond is not None:
        ties = Q(opened_at__lt=beyond.at) | Q(id__lt=beyond.id)
        rows = rows.filter(Q(opened_at__lte=beyond.at) & ties)
    found = list(_named(rows).order_by("-opened_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return [_shown(claim) for claim in found[:size]], Place(last.opened_at, last.id) if last else None


def movements_of(claim_id: UUID) -> list[MovementShown]:
    """What the provider moved because of the claim, by its time."""
    rows = ExternalMovement.objects.filter(claim=claim_id).order_by("at", "id")
    return [
        MovementShown(key=row.key, ref=row.ref, amount=row.amount, fee=row.fee, currency=row.currency, at=row.at)
        for row in rows
    ]


def events_of_claim(claim_id: UUID) -> list[EventShown]:
    """The claim's history, latest first."""
    return [
        EventShown(
            step=ExternalStep(row.code), at=row.at, by=row.by_name, before=row.before, after=row.after, words=row.words
        )
        for row in ExternalEvent.objects.filter(claim=claim_id).order_by("-id")
    ]


def grew_from(claim_id: UUID) -> Sequence[ClaimShown]:
    """The warnings and inquiries that became this claim."""
    return [_shown(claim) for claim in _named(ExternalClaim.objects.filter(grew_into=claim_id)).order_by("opened_at")]


def _of_tab(tab: ClaimTab) -> QuerySet[ExternalClaim]:
    rows = ExternalClaim.objects.all()
    if tab is ClaimTab.UNMATCHED:
        return rows.filter(account__isnull=True, dismissed_at__isnull=True)
    if tab is ClaimTab.ENDED:
        return rows.filter(Q(dismissed_at__isnull=False) | (Q(account__isnull=False) & ~_live()))
    state = ExternalState.NEEDS_RESPONSE if tab is ClaimTab.ANSWER else ExternalState.UNDER_REVIEW
    return rows.filter(_live(), state=state.value, account__isnull=False)


def _live() -> Q:
    return Q(state__in=_WAITING, grew_into__isnull=True)


def _place_at(tab: ClaimTab) -> F | Coalesce:
    if tab is ClaimTab.ANSWER:
        return Coalesce("respond_by", _NO_HURRY)
    return F("heard_at") if tab is ClaimTab.UNMATCHED else F("opened_at")


def _named(rows: QuerySet[ExternalClaim]) -> QuerySet[ExternalClaim]:
    return rows.select_related("order", "account", "payment", "top_up", "grew_into")


def by_payment(claim: ExternalClaim) -> bool:
    """Whether it stands where its payment belongs, and not only where a person put it."""
    return claim.payment_id is not None or bool(claim.top_up and claim.top_up.payment_ref in claim.payment_refs)


def _currency(claim: ExternalClaim) -> str:
    """Of what it stands on."""
    if claim.order:
        return claim.order.currency
    return claim.top_up.paid_currency if claim.top_up else ""


def _shown(claim: ExternalClaim) -> ClaimShown:
    return ClaimShown(
        id=claim.id,
        provider=claim.provider,
        ref=claim.ref,
        kind=ExternalKind(claim.kind),
        state=ExternalState(claim.state),
        effect=Effect(claim.effect) if claim.effect else None,
        reason=claim.reason.replace("_", " "),
        amount=claim.amount,
        currency=claim.currency,
        counted=claim.counted,
        respond_by=claim.respond_by,
        opened_at=claim.opened_at,
        told_at=claim.told_at,
        heard_at=claim.heard_at,
        account_id=claim.account_id,
        account=claim.account.name if claim.account else "",
        order_id=claim.order_id,
        order=claim.order.number if claim.order else "",
        ground_currency=_currency(claim),
        top_up_id=claim.top_up_id,
        payment_ref=claim.payment.provider_ref if claim.payment else claim.top_up.payment_ref if claim.top_up else "",
        payment_refs=tuple(claim.payment_refs),
        matched_by=claim.matched_by_name,
        matched_by_hand=claim.account_id is not None and not by_payment(claim),
        matched_at=claim.matched_at,
        dismissed_at=claim.dismissed_at,
        takes_no_more_at=claim.takes_no_more_at,
        grew_into=claim.grew_into_id,
        grew_into_ref=claim.grew_into.ref if claim.grew_into else "",
    )
