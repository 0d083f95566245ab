"""An open over the API waits for PostgreSQL four times at most, BEGIN and COMMIT counted (DESIGN, Speed).

A refund to the wallet, which is the ORM's, waits more often, and no oftener than it needs.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from amends.core.access import Role
from amends.core.cj_api.ids import write_id
from amends.doors.jobs.settle import settle_dispute
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from amends.usecases.access.create_token import CreateToken, create_token
from amends.usecases.disputes import open_dispute
from bench.asks import dispute_id
from bench.database import run_file, url_of
from tests.house.exchanges import Wire, counted
from tests.makers.incoming import take
from tests.makers.people import NOW, owner
from tests.makers.wire import call

CJ = "/api2.0/v1"
MOST = 4
MOST_OF_A_REFUND = 35


@pytest.fixture
def wire(committed_db: None) -> Iterator[Wire]:
    with tempfile.TemporaryDirectory(prefix="wire-") as folder, counted(Path(folder)) as made:
        yield made


@pytest.fixture
def token(wire: Wire) -> str:
    """Of an account with orders A-1 to A-4, on a connection that opened a dispute before and read the list."""
    merchant = owner()
    for n in range(1, 5):
        take(merchant.account_id, number=f"A-{n}")
    issued = create_token(ask=CreateToken(name="Desk", role=Role.AFTER_SALES), actor=merchant.actor, now=NOW)
    connection.close()
    exchanges_of_open(wire, issued.text, "A-1")
    exchanges_of(wire, "GET", "/api/v1/disputes", issued.text)
    return issued.text


def exchanges_of(wire: Wire, method: str, path: str, token: str, status: int = 200, **sent: object) -> int:
    before = wire.exchanges
    assert call(method, path, token=token, **sent).status == status
    return wire.exchanges - before


def exchanges_of_open(wire: Wire, token: str, number: str) -> int:
    body = {
        "order": number,
        "lines": [{"line_id": str(Order.objects.get(number=number).lines.get(position=1).id), "quantity": 1}],
        "reason": "order_cancellation",
        "wish": "refund_wallet",
        "message": "Not wanted any more",
        "buyer_email": "zoe@buyer.example",
        "request_key": f"own-{number}",
    }
    connection.close()
    return exchanges_of(wire, "POST", "/api/v1/disputes", token, 201, body=body, key=f"key-{number}")


def test_an_open_exchanges_at_most_four_messages_with_postgresql(wire: Wire, token: str) -> None:
    assert exchanges_of_open(wire, token, "A-2") == MOST
    assert exchanges_of_open(wire, token, "A-3") == MOST


def exchanges_of_create(wire: Wire, session: str, number: str) -> int:
    line = Order.objects.get(number=number).lines.get(position=1)
    body = {
        "orderId": write_id(line.order_id),
        "businessDisputeId": f"own-{number}",
        "disputeReasonId": 1,
        "expectType": 1,
        "messageText": "Not wanted any more",
        "productInfoList": [{"lineItemId": write_id(line.id), "quantity": 1}],
    }
    connection.close()
    return exchanges_of(wire, "POST", f"{CJ}/disputes/create", "", body=body, HTTP_CJ_ACCESS_TOKEN=session)


def test_an_open_as_cjs_clients_send_it_exchanges_as_many(wire: Wire, token: str) -> None:
    told = call("POST", f"{CJ}/authentication/getAccessToken", body={"apiKey": token}).body["data"]
    exchanges_of_create(wire, told["accessToken"], "A-2")
    assert exchanges_of_create(wire, told["accessToken"], "A-3") == MOST
    assert Dispute.objects.filter(request_key__in=["own-A-2", "own-A-3"]).count() == 2
    listed = f"{CJ}/disputes/getDisputeList"
    exchanges_of(wire, "GET", listed, "", HTTP_CJ_ACCESS_TOKEN=told["accessToken"])
    assert exchanges_of(wire, "GET", listed, "", HTTP_CJ_ACCESS_TOKEN=told["accessToken"]) == 1


def test_a_statement_more_is_noticed(wire: Wire, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take_order = open_dispute.take_order

    def with_one_more(**told: object) -> object:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        return take_order(**told)

    monkeypatch.setattr(open_dispute, "take_order", with_one_more)
    exchanges_of_open(wire, token, "A-2")
    assert exchanges_of_open(wire, token, "A-3") == MOST + 1


def test_a_list_is_one_exchange_with_its_token_check(wire: Wire, token: str) -> None:
    assert exchanges_of(wire, "GET", "/api/v1/disputes", token) == 1


def exchanges_of_refund(wire: Wire, n: int) -> int:
    connection.ensure_connection()
    before = wire.exchanges
    settle_dispute(dispute_id=dispute_id(n), clock=lambda: NOW)
    assert Dispute.objects.filter(id=dispute_id(n), state="settled").exists()
    return wire.exchanges - before


def test_a_refund_to_the_wallet_asks_no_oftener_than_it_needs(wire: Wire) -> None:
    """The second of an account, whose wallet is there. Of these, one asks whether it is settled."""
    url = url_of(connection.settings_dict["NAME"])
    for name in ("seed_orders.sql", "seed_refunds.sql"):
        run_file(url, name, {"accounts": 1, "orders": 3})
    exchanges_of_refund(wire, 0)
    exchanges_of_refund(wire, 1)
    assert exchanges_of_refund(wire, 2) - 1 == MOST_OF_A_REFUND
