"""Who bears an award: shares in percent, and the award split by them."""

from collections.abc import Iterable
from dataclasses import dataclass

from amends.core.money import split
from amends.core.policies.words import Bearer

CHARGED = (Bearer.CARRIER, Bearer.SUPPLIER)
"""Whom a debit note can be written to, in the order in which their notes are locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Whole percents that add up to 100; ValueError for others.

    The merchant's is borne by what was not awarded, so it takes no part of an award: the others share that by the
    weights they have among themselves.
    """

    platform: int = 0
    supplier: int = 0
    carrier: int = 0
    merchant: int = 0

    def __post_init__(self) -> None:
        parts = (self.platform, self.supplier, self.carrier, self.merchant)
        if min(parts) < 0 or sum(parts) != 100:
            raise ValueError("shares are whole percents that add up to 100")

    def of(self, bearer: Bearer) -> int:
        """The share of `bearer`, in percent."""
        return int(getattr(self, bearer.value))

    @property
    def told(self) -> tuple[tuple[Bearer, int], ...]:
        """Those who have a share, and it."""
        return tuple((bearer, self.of(bearer)) for bearer in Bearer if self.of(bearer))


PLATFORM_ALONE = Shares(platform=100)


def shares_of(liability: Iterable[tuple[Bearer, int]]) -> Shares:
    """A clause's liability as shares; the platform bears what a clause says nothing of."""
    told = {bearer.value: percent for bearer, percent in liability}
    return Shares(**told) if told else PLATFORM_ALONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """An amount in minor units, split: the three add up to it."""

    platform: int
    supplier: int
    carrier: int

    def of(self, bearer: Bearer) -> int:
        """What `bearer` bears; nothing for the merchant."""
        return 0 if bearer is Bearer.MERCHANT else int(getattr(self, bearer.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """Shares, and the names of those who are charged; an empty name is nobody known."""

    shares: Shares
    supplier: str = ""
    carrier: str = ""

    def name_of(self, bearer: Bearer) -> str:
        """The supplier's or carrier's name; empty for the other two."""
        return {Bearer.SUPPLIER: self.supplier, Bearer.CARRIER: self.carrier}.get(bearer, "")

    @property
    def fallen(self) -> tuple[Bearer, ...]:
        """Those who have a share and are not known: it falls to the platform."""
        return tuple(bearer for bearer in CHARGED if self.shares.of(bearer) and not self.name_of(bearer))

    def split(self, amount: int) -> Borne:
        """`amount` (≥ 0, minor units) by largest remainder; ties go to the platform, and so does what nobody bears."""
        weights = {bearer: 0 if bearer in self.fallen else self.shares.of(bearer) for bearer in CHARGED}
        fallen = sum(self.shares.of(bearer) for bearer in self.fallen)
        platform, supplier, carrier = split(
            amount, [self.shares.platform + fallen, weights[Bearer.SUPPLIER], weights[Bearer.CARRIER]]
        )
        return Borne(platform=platform, supplier=supplier, carrier=carrier)
