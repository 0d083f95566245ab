"""Who and what a life is about: a merchant, the platform's people, orders, disputes, a payment house, and the time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import TypeVar

from amends.core.access import Role
from amends.gateways.payments.port import PaymentGateway
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order, Payment
from amends.records.wallet.models import TopUp
from tests.campaign.houses import Houses
from tests.makers.incoming import NOW
from tests.makers.paypal import Time
from tests.makers.people import Person, staff
from tests.makers.wallet import guarded_owner

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Platform:
    """The people who stay from life to life, and the payment houses."""

    agents: tuple[Person, Person]
    finance: tuple[Person, Person]
    houses: Houses

    @classmethod
    def made(cls, houses: Houses) -> "Platform":
        """New people in the database at hand."""
        return cls((staff(), staff()), (staff(Role.STAFF_FINANCE), staff(Role.STAFF_FINANCE)), houses)


class Clock:
    """The time of one database: it never goes back, from one life to the next. Houses have the same."""

    def __init__(self, beside: Time | None = None) -> None:
        self.now, self.beside, self._lock = NOW, beside, Lock()

    def pass_(self, minutes: int) -> None:
        """That many minutes, and a second."""
        with self._lock:
            self.now += timedelta(minutes=minutes, seconds=1)
            if self.beside is not None:
                self.beside.now = self.now

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class World:
    """One life's own: a merchant of its own, and what became of them."""

    platform: Platform
    clock: Clock
    seed: int
    merchant: Person = field(init=False)
    calls: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self.merchant = guarded_owner()
        self.calls = count(self.seed * 1000)

    @property
    def houses(self) -> Houses:
        """The payment houses."""
        return self.platform.houses

    def house(self, provider: str) -> PaymentGateway:
        """Our gateway to that house, troubled by chance, otherwise at each call."""
        return self.houses.gateway(provider, next(self.calls))

    def order(self, pick: int) -> Order:
        """One of the merchant's orders. Raises Idle."""
        return chosen(list(Order.objects.filter(account_id=self.merchant.account_id).order_by("id")), pick)

    def dispute(self, pick: int, *states: str) -> Dispute:
        """One of the merchant's disputes, in one of `states` if any are named. Raises Idle."""
        rows = Dispute.objects.filter(account_id=self.merchant.account_id).select_related("order").order_by("id")
        return chosen(list(rows.filter(state__in=states) if states else rows), pick)

    def all_paid_at_houses(self) -> list[tuple[str, str, int]]:
        """What the merchant paid at Stripe or PayPal, for orders or into the balance: where, its name, how much."""
        mine = {"account_id": self.merchant.account_id, "provider__in": ["stripe", "paypal"]}
        orders = Payment.objects.filter(**mine).order_by("id").values_list("provider", "provider_ref", "amount")
        top_ups = TopUp.objects.filter(**mine, state="paid").order_by("id")
        return [*orders, *top_ups.values_list("provider", "payment_ref", "paid")]

    def paid_at_house(self, pick: int) -> tuple[str, str, int]:
        """One of these. Raises Idle."""
        return chosen(self.all_paid_at_houses(), pick)

    def agent(self, pick: int) -> Person:
        """One of the two agents."""
        return self.platform.agents[pick % 2]

    def finance(self, pick: int) -> Person:
        """One of the two of finance."""
        return self.platform.finance[pick % 2]


class Idle(Exception):
    """There is nothing to do this with."""


def chosen(these: list[T], pick: int) -> T:
    """The one that `pick` falls on. Raises Idle of none."""
    if not these:
        raise Idle
    return these[pick % len(these)]
