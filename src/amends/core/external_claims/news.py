"""Which news of a claim is the newest, whatever order it comes in; and how money it tells of stands in the books."""

from datetime import UTC, datetime
from hashlib import sha256

from amends.core.external_claims.standing import rank
from amends.core.external_claims.words import ExternalKind, ExternalState

_NEVER = datetime.min.replace(tzinfo=UTC)
_KEY_LIMIT = 100


def newness(
    *,
    told_at: datetime,
    kind: ExternalKind,
    state: ExternalState,
    amount: int,
    currency: str,
    reason: str,
    respond_by: datetime | None,
    opened_at: datetime,
) -> tuple[object, ...]:
    """What to compare two pieces of news by; the greater one stands.

    Time first; at the same moment the later state; the rest only so that equal times never depend on arrival.
    """
    return told_at, rank(kind, state), amount, currency, reason, respond_by or _NEVER, opened_at


def movement_key(*, provider: str, ref: str) -> str:
    """The key under which a movement is booked, once for ever; at most 100 characters."""
    key = f"{provider}:{ref}"
    return key if len(key) <= _KEY_LIMIT else f"{provider}:{sha256(ref.encode()).hexdigest()}"
