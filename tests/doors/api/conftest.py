"""A merchant with an order, and the token of their order desk."""

from dataclasses import dataclass

import pytest

from amends.core.access import Role
from amends.records.orders.models import Order
from amends.usecases.access.create_token import CreateToken, create_token
from tests.makers.incoming import take
from tests.makers.people import NOW, Person, owner
from tests.makers.tokens import staff_token


def token_of(person: Person, role: Role = Role.AFTER_SALES) -> str:
    """A token of the person's account."""
    return create_token(ask=CreateToken(name="Order desk", role=role), actor=person.actor, now=NOW).text


@dataclass(frozen=True, slots=True)
class Desk:
    """Who calls the API, with which token, about which order (three mugs for 15.00 USD, a lamp for 5.00 USD)."""

    merchant: Person
    token: str
    order: Order

    def body(self, *, position: int = 1, **changes: object) -> dict[str, object]:
        """A cancellation of one unit of a line, with `changes` to what is sent."""
        line = self.order.lines.get(position=position)
        return {
            "order": self.order.number,
            "lines": [{"line_id": str(line.id), "quantity": 1}],
            "reason": "order_cancellation",
            "wish": "refund_wallet",
            "buyer_email": "zoe@buyer.example",
            **changes,
        }


@pytest.fixture
def desk(db: None) -> Desk:
    merchant = owner()
    return Desk(merchant=merchant, token=token_of(merchant), order=take(merchant.account_id))


@pytest.fixture
def platform(db: None) -> str:
    return staff_token(Role.PLATFORM, name="Order system")
