"""Who and what a life is about: a merchant, the platform's people, orders, disputes, a payment house, and the time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TypeVar

from amends.core.access import Role
from amends.gateways.payments.misbehaving import MisbehavingGateway
from amends.gateways.payments.sandbox import SandboxGateway
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.campaign.faults import moods
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Platform:
    """The people who stay from life to life, and the payment house's book."""

    agents: tuple[Person, Person]
    finance: Person
    bank: SandboxGateway

    @classmethod
    def made(cls, folder: Path) -> "Platform":
        """New people in the database at hand."""
        return cls((staff(), staff()), staff(Role.STAFF_FINANCE), SandboxGateway(folder / "book.sqlite"))


class Clock:
    """The time of one database: it never goes back, from one life to the next."""

    def __init__(self) -> None:
        self.now, self._lock = NOW, Lock()

    def pass_(self, minutes: int) -> None:
        """That many minutes, and a second."""
        with self._lock:
            self.now += timedelta(minutes=minutes, seconds=1)

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class World:
    """One life's own: a merchant of its own, and what became of them."""

    platform: Platform
    clock: Clock
    seed: int
    merchant: Person = field(init=False)
    house: MisbehavingGateway = field(init=False)

    def __post_init__(self) -> None:
        self.merchant = owner()
        self.house = MisbehavingGateway(self.platform.bank, moods(self.seed))

    def order(self, pick: int) -> Order | None:
        """One of the merchant's orders."""
        return chosen(list(Order.objects.filter(account_id=self.merchant.account_id).order_by("id")), pick)

    def dispute(self, pick: int, *states: str) -> Dispute | None:
        """One of the merchant's disputes, in one of `states` if any are named."""
        rows = Dispute.objects.filter(account_id=self.merchant.account_id).select_related("order").order_by("id")
        return chosen(list(rows.filter(state__in=states) if states else rows), pick)

    def agent(self, pick: int) -> Person:
        """One of the two agents."""
        return self.platform.agents[pick % 2]


def chosen(these: list[T], pick: int) -> T | None:
    """The one that `pick` falls on; None of none."""
    return these[pick % len(these)] if these else None
