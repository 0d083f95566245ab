"""What a dispute was decided to, and how that is carried out. Amounts in minor units."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.decisions.award import Outcome, RejectReason
from amends.core.orders.parts import Parts
from amends.core.settlements.legs import LegState, Method
from amends.core.settlements.replacing import MAY_BE_ELSEWHERE
from amends.records.decisions.models import Decision
from amends.records.settlements.models import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class LegShown:
    """One leg of the settlement."""

    id: UUID
    number: int
    method: Method
    amount: int
    currency: str
    provider: str
    state: LegState
    provider_ref: str
    failure: str
    failed_for: str
    taken_elsewhere: int
    waits_for: str
    calls: int
    called_at: datetime | None
    recorded_at: datetime | None

    @property
    def finance_looks_first(self) -> bool:
        """Whether it failed because the money may be elsewhere: its merchant cannot take the balance by themselves."""
        return self.state is LegState.FAILED and self.failed_for in MAY_BE_ELSEWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """What the dispute came to, and its settlement's legs (none for a rejection).

    `failed` are the legs that failed and were not replaced yet; `taken_elsewhere` of the amount was taken by a claim
    at a payment house and is not paid here.
    """

    outcome: Outcome
    amount: int
    currency: str
    parts: Parts
    reject_reason: RejectReason | None
    words: str
    decided_by: str
    decided_at: datetime
    finished_at: datetime | None
    legs: tuple[LegShown, ...]
    taken_elsewhere: int = 0

    @property
    def failed(self) -> tuple[LegShown, ...]:
        """Refunds that could not be made, or came back."""
        return tuple(leg for leg in self.legs if leg.state is LegState.FAILED)


def decision_of(dispute_id: UUID) -> DecisionShown | None:
    """The decision with awards and legs, in three statements; one, if nothing was decided."""
    found = Decision.objects.select_related("settlement").filter(dispute=dispute_id).first()
    if found is None:
        return None
    settlement = getattr(found, "settlement", None)
    legs = Leg.objects.filter(settlement=settlement).order_by("number") if settlement else ()
    awards = list(found.awards.all())
    return DecisionShown(
        outcome=Outcome(found.outcome),
        amount=found.amount,
        currency=found.currency,
        parts=Parts(
            goods=sum(award.goods for award in awards),
            shipping=sum(award.shipping for award in awards),
            tax=sum(award.tax for award in awards),
            tax_handling=sum(award.tax_handling for award in awards),
        ),
        reject_reason=RejectReason(found.reject_reason) if found.reject_reason else None,
        words=found.words,
        decided_by=found.decided_by_name,
        decided_at=found.decided_at,
        finished_at=settlement.finished_at if settlement else None,
        legs=tuple(leg_shown(leg) for leg in legs),
        taken_elsewhere=settlement.taken_elsewhere if settlement else 0,
    )


def leg_shown(leg: Leg) -> LegShown:
    """A leg's row as pages show it."""
    return LegShown(
        id=leg.id,
        number=leg.number,
        method=Method(leg.method),
        amount=leg.amount,
        currency=leg.currency,
        provider=leg.provider,
        state=LegState(leg.state),
        provider_ref=leg.provider_ref,
        failure=leg.failure,
        failed_for=leg.failed_for,
        taken_elsewhere=leg.taken_elsewhere,
        waits_for=leg.waits_for,
        calls=leg.calls,
        called_at=leg.called_at,
        recorded_at=leg.recorded_at,
    )
