"""What an evidence pack is about, and how large it may be."""

from dataclasses import dataclass
from datetime import datetime

from amends.core.external_claims.words import ExternalKind
from amends.core.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What a payment house said of a claim. `reason` in its own words; `amount` in minor units of `currency`."""

    provider: str
    reference: str
    kind: ExternalKind
    reason: str
    amount: int
    currency: str
    respond_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLimits:
    """The most bytes and pages of a pack."""

    size: int
    pages: int


class PackTooLong(Refusal):
    """Even without any message and picture the pack is above the limits; all else is never left out."""

    code = "external_claim.pack_too_long"
    sentence = (
        "The evidence pack has %(pages)s pages and %(size)s bytes without any message or picture; allowed are "
        "%(most_pages)s pages and %(most_size)s bytes (AMENDS_PACK_MAX_PAGES, AMENDS_PACK_MAX_BYTES)."
    )
