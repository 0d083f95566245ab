"""A simulated Stripe with a gateway in front of it, and orders that were paid there."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from amends.core.disputes.reasons import Wish
from amends.gateways.payments.registry import gateway_for
from amends.gateways.payments.simulated import Asked, Fault, SimulatedHouse
from amends.gateways.payments.stripe.gateway import StripeGateway
from amends.gateways.payments.stripe.simulator import SECRET_KEY, WEBHOOK_SECRET, StripeHouse
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Payment
from tests.makers.cases import approve, open_case, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person


@dataclass(frozen=True)
class Stripe:
    """The house, its front door, and the gateway that calls at it."""

    house: StripeHouse
    front: SimulatedHouse
    gateway: StripeGateway

    def posts(self) -> list[Asked]:
        """What was asked that could move money."""
        return [asked for asked in self.front.asked if asked.method == "POST"]


def posting(asked: Asked) -> bool:
    """Whether a request could move money."""
    return asked.method == "POST"


@contextmanager
def stripe_house(
    faults: Iterable[Fault] = (), *, troubled: Callable[[Asked], bool] = posting, timeout: float = 5
) -> Iterator[Stripe]:
    """A house of its own whose front door has the faults, one for each troubled request."""
    house = StripeHouse(now=NOW)
    with SimulatedHouse(house.answer, faults=faults, troubled=troubled) as front:
        gateway = StripeGateway(
            secret_key=SECRET_KEY, webhook_secret=WEBHOOK_SECRET, api_base=front.url, timeout=timeout
        )
        yield Stripe(house, front, gateway)


def approved_at(house: StripeHouse, merchant: Person, agent: Person, **changes: object) -> tuple[Dispute, str]:
    """A dispute approved for 10.00 back the original way, and the payment's name at Stripe."""
    order = paid_order(merchant, **changes)  # type: ignore[arg-type]
    payment = house.pay(1000)
    Payment.objects.filter(order=order).update(provider="stripe", provider_ref=payment)
    dispute = open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    return dispute, payment


@contextmanager
def set_up(settings: Any, stripe: Stripe) -> Iterator[None]:
    """The installation has this Stripe under the name `stripe`, as if it was configured by the environment."""
    path = "amends.gateways.payments.stripe.gateway.StripeGateway"
    options = {"secret_key": SECRET_KEY, "webhook_secret": WEBHOOK_SECRET, "api_base": stripe.front.url}
    settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "stripe": (path, options)}
    gateway_for.cache_clear()
    yield
    gateway_for.cache_clear()
