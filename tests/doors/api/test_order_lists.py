"""Lists of orders over the API: what may be done, how they are narrowed, what they cost."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk
from tests.doors.api.telling import PATH, tell, told
from tests.makers.people import NOW
from tests.makers.wire import call


def listed_actions(token: str, query: str = "") -> dict[str, list[str]]:
    orders = call("GET", f"{PATH}?{query}", token=token).body["orders"]
    assert all(one["until"] is None for order in orders for one in order["allowed_actions"])
    return {order["number"]: [one["action"] for one in order["allowed_actions"]] for order in orders}


def test_a_list_says_what_may_be_done_about_each(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    tell(platform, told(account, "N-1", payment_state="unpaid", paid_at=None))
    tell(platform, told(account, "N-2", stage="processing"))
    tell(platform, told(account, "N-3"))
    tell(platform, None, "/N-3/start")
    tell(platform, told(account, "N-4", stage="closed"))
    tell(platform, told(account, "N-5"))
    line = Order.objects.get(number="N-5").lines.get()
    claimed = desk.body(order="N-5", lines=[{"line_id": str(line.id), "quantity": 2}])
    assert call("POST", "/api/v1/disputes", token=desk.token, body=claimed).status == 201
    Order.objects.filter(number="N-2").update(external_open=1, external_holder="paypal PP-1")
    mine, theirs = listed_actions(desk.token), listed_actions(platform, f"account={account}")
    assert mine == {
        "N-1": [], "N-2": [], "N-3": ["open_dispute"], "N-4": [], "N-5": [], "A-1001": ["open_dispute"],
    }  # fmt: skip
    assert theirs == {
        "N-1": ["start", "dispatch", "close"],
        "N-2": ["start", "dispatch", "close"],
        "N-3": ["dispatch", "close"],
        "N-4": [],
        "N-5": [],
        "A-1001": ["start", "dispatch", "close"],
    }
    for number, actions in mine.items():
        whole = call("GET", f"{PATH}/{number}", token=desk.token).body
        assert [one["action"] for one in whole["allowed_actions"]] == actions
    for number, actions in theirs.items():
        whole = call("GET", f"{PATH}/{number}?account={account}", token=platform).body
        assert [one["action"] for one in whole["allowed_actions"]] == actions


def test_a_list_takes_as_many_statements_however_long_it_is(desk: Desk, platform: str) -> None:
    call("GET", PATH, token=desk.token)  # which also notes that the token was used
    counted = []
    for number in range(3):
        with CaptureQueriesContext(connection) as spoken:
            call("GET", PATH, token=desk.token)
        counted.append(len(spoken))
        tell(platform, told(desk.merchant.account_id, f"N-{number}"))
    assert counted == [3] * 3


def test_a_list_is_narrowed(desk: Desk, platform: str) -> None:
    account, early = desk.merchant.account_id, NOW - timedelta(days=9)
    tell(platform, told(account, "N-1", external_number="#7", placed_at=early.isoformat()))
    tell(platform, told(account, "N-2", external_number="#8"))
    assert call("POST", "/api/v1/disputes", token=desk.token, body=desk.body()).status == 201

    def listed(**query: str) -> list[str]:
        answer = call("GET", f"{PATH}?{urlencode(query)}", token=desk.token)
        return [order["number"] for order in answer.body["orders"]]

    assert listed() == ["N-2", "A-1001", "N-1"]
    assert listed(held="true") == ["A-1001"]
    assert listed(held="false") == ["N-2", "N-1"]
    assert listed(external_number="#7") == ["N-1"]
    assert listed(external_number="#") == []
    assert listed(since=NOW.isoformat()) == ["N-2"]
    assert listed(until=NOW.isoformat()) == ["A-1001", "N-1"]
    assert listed(since=early.isoformat(), until=(early + timedelta(seconds=1)).isoformat()) == ["N-1"]
    assert listed(since=early.isoformat(), until=early.isoformat()) == []
    naive = call("GET", f"{PATH}?since=2026-11-01T00:00:00", token=desk.token)
    assert (naive.status, [one["field"] for one in naive.body["errors"]]) == (422, ["since"])
