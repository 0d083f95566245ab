"""What somebody reads on the wallet's pages, what they send there, and a payment house that fails them."""

import re
import uuid

from django.test import Client

from amends.gateways.payments.port import Checkout, TopUpOrder
from amends.usecases.wallet.record_top_up import RecordTopUp
from tests.makers.people import Person


def page(client: Client, who: Person, path: str, *, status: int = 200, **query: str) -> str:
    """What `who` gets to read there."""
    client.force_login(who.user)
    answer = client.get(path, query)
    assert answer.status_code == status
    return pressed(answer.content)


def pressed(content: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", " ".join(content.decode().split())).replace("  ", " ")


def top_up_form(amount: str = "500.00", **changes: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "amount": amount, "currency": "USD", "provider": "sandbox", **changes}


class Silent:
    """A payment house that says nothing, or no."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def begin(self, order: TopUpOrder) -> Checkout:
        raise self.error

    def find_top_up(self, *, key: uuid.UUID, ref: str) -> RecordTopUp | None:
        raise self.error
