"""Measures against an account: each with a reason, words and an end. The strictest in force counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from amends.core.refusals import Refusal, Said, Words
from amends.core.standing.standings import FORBIDS, STRICTNESS, Effect, Standing

WORDS_LIMIT = 2_000


class MeasureReason(StrEnum):
    """Why a measure is taken."""

    CLAIMED_ELSEWHERE = "claimed_elsewhere"
    UNFOUNDED = "unfounded"
    FALSE_EVIDENCE = "false_evidence"
    PAYMENT = "payment"
    CONDUCT = "conduct"
    OTHER = "other"


REASON_TITLES: dict[MeasureReason, str] = {
    MeasureReason.CLAIMED_ELSEWHERE: "Claims raised with a payment house or another third party",
    MeasureReason.UNFOUNDED: "Many disputes without ground",
    MeasureReason.FALSE_EVIDENCE: "Evidence that is not genuine",
    MeasureReason.PAYMENT: "Payments that were not honored",
    MeasureReason.CONDUCT: "Conduct towards the platform's staff",
    MeasureReason.OTHER: "Another reason",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as it bears on what its account asks for. `until` is None for a permanent one."""

    id: UUID
    standing: Standing
    reason: MeasureReason
    words: str
    until: datetime | None

    def in_force(self, *, now: datetime) -> bool:
        """Until its end, the moment of the end left out."""
        return self.until is None or now < self.until


def strictest(measures: Iterable[Measure], *, now: datetime) -> Measure | None:
    """The measure that counts: of those in force the strictest, and of equals the one that lasts longest."""
    latest = datetime.max.replace(tzinfo=UTC)
    standing = [measure for measure in measures if measure.in_force(now=now)]
    return max(standing, key=lambda one: (STRICTNESS[one.standing], one.until or latest), default=None)


def standing_by(measure: Measure | None) -> Standing:
    """The standing of an account under the measure that counts."""
    return Standing.GOOD if measure is None else measure.standing


class StandingForbids(Refusal):
    """What the account asks for is taken away by the measure that counts."""


class AccountBlocked(StandingForbids):
    """A blocked account opens nothing new."""

    code = "standing.blocked"
    sentence = (
        "This account is blocked %(lasts)s, so it opens no new dispute. Reason: %(reason)s. “%(words)s” "
        "How to contest this stands on the Account page."
    )


class OriginalWayForbidden(StandingForbids):
    """A restricted account is refunded to its wallet."""

    code = "standing.restricted"
    sentence = (
        "This account is restricted %(lasts)s, so refunds go to the wallet. Reason: %(reason)s. “%(words)s” "
        "How to contest this stands on the Account page."
    )
    field = "wish"


_REFUSALS: dict[Effect, type[StandingForbids]] = {
    Effect.OPEN: AccountBlocked,
    Effect.REFUND_ORIGINAL: OriginalWayForbidden,
}


def why_forbidden(effect: Effect, measure: Measure | None) -> StandingForbids | None:
    """The refusal with the measure's facts, or None where the measure leaves `effect` alone."""
    if measure is None or effect not in FORBIDS[measure.standing]:
        return None
    return _REFUSALS[effect](
        measure=measure.id,
        standing=measure.standing.value,
        reason=Said(measure.reason.value, REASON_TITLES[measure.reason]),
        words=measure.words,
        until=measure.until and measure.until.astimezone(UTC),
        lasts=Words(say_until(measure.until)),
    )


def check_allowed(effect: Effect, measure: Measure | None) -> None:
    """Raises AccountBlocked or OriginalWayForbidden where the measure forbids `effect`."""
    refusal = why_forbidden(effect, measure)
    if refusal is not None:
        raise refusal


def say_until(until: datetime | None) -> str:
    """How long a measure lasts, in UTC and to the minute, untranslated."""
    return f"until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if until else "permanently"
