"""A simulated PayPal at its own address, our gateway to it, and orders that were paid there."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amends.core.disputes.reasons import Wish
from amends.doors.jobs.settle import settle_dispute
from amends.gateways.payments.paypal.gateway import PayPalGateway
from amends.gateways.payments.paypal.simulated_book import Captured
from amends.gateways.payments.paypal.simulator import PayPalHouse
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.registry import gateway_for
from amends.gateways.payments.simulated import Asked, Fault, SimulatedHouse
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Payment
from tests.makers.cases import approve, open_case, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person

WEBHOOK = "1JE4291016473214C"


@dataclass
class Time:
    """A clock that stands still until a test turns it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, *, days: float = 0, seconds: float = 0) -> None:
        self.now += timedelta(days=days, seconds=seconds)


@dataclass
class PayPal:
    """The house, the street door to it with its faults, our gateway, and the clock of all of them."""

    house: PayPalHouse
    door: SimulatedHouse
    gateway: PayPalGateway
    time: Time

    def asked(self, method: str, part: str) -> list[Asked]:
        """The requests so far whose path contains `part`."""
        return [one for one in self.door.asked if one.method == method and part in one.path]

    def settle(self, dispute: Dispute) -> Dispute:
        """The worker's job; the dispute as it stands afterwards. Raises OutcomeUnknown."""
        settle_dispute(dispute_id=dispute.id, clock=self.time, gateway=lambda _: self.gateway)
        return Dispute.objects.get(id=dispute.id)

    def settle_stubbornly(self, dispute: Dispute, times: int = 8) -> Dispute:
        """The job, taken up again as the worker does whenever an outcome is unknown."""
        for _ in range(times):
            try:
                return self.settle(dispute)
            except OutcomeUnknown:
                continue
        return Dispute.objects.get(id=dispute.id)


def not_tokens(asked: Asked) -> bool:
    """Whether a request is about money rather than a token."""
    return "oauth2" not in asked.path


@contextmanager
def paypal(
    *, faults: Iterable[Fault] = (), troubled: Callable[[Asked], bool] = not_tokens, timeout: float = 0.3, **told: int
) -> Iterator[PayPal]:
    """A PayPal for as long as the `with` lasts."""
    time = Time()
    house = PayPalHouse(clock=time, webhook_id=WEBHOOK, **told)
    with SimulatedHouse(house.answer, faults=faults, troubled=troubled) as door:
        yield PayPal(house, door, gateway_to(door.url, timeout=timeout), time)


def gateway_to(url: str, *, secret: str = "secret", timeout: float = 0.3) -> PayPalGateway:
    return PayPalGateway(client_id="client", secret=secret, webhook_id=WEBHOOK, api_base=url, timeout=timeout)


@contextmanager
def set_up(settings: Any, at: PayPal) -> Iterator[None]:
    """The installation has this PayPal under the name `paypal`, as if it was configured by the environment."""
    path = "amends.gateways.payments.paypal.gateway.PayPalGateway"
    options = {"client_id": "client", "secret": "secret", "webhook_id": WEBHOOK, "api_base": at.door.url}
    settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "paypal": (path, options)}
    gateway_for.cache_clear()
    yield
    gateway_for.cache_clear()


def disputed(at: PayPal, merchant: Person, agent: Person) -> tuple[Dispute, Captured]:
    """An approved refund of 10.00 USD the original way, of an order that was paid at PayPal."""
    order = paid_order(merchant)
    capture = at.house.paid("10.00", custom_id=order.number, fee="0.64")
    Payment.objects.filter(order=order).update(provider="paypal", provider_ref=capture.id)
    dispute = open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    return dispute, capture


def given_back(capture: Captured) -> list[tuple[str, str]]:
    """(amount, status) of every refund of a payment, as PayPal has them."""
    return [(str(one.amount), one.status) for one in capture.refunds]
