"""Orders over JSON: told by the platform's systems, read by their merchant."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.core.access import Role
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk, token_of
from tests.makers.people import NOW, owner
from tests.makers.tokens import staff_token
from tests.makers.wire import Answer, call

PATH = "/api/v1/orders"
FAR, LONG_AGO = "2099-11-26T00:00:00+00:00", "2020-11-26T00:00:00+00:00"


@pytest.fixture
def platform(db: None) -> str:
    return staff_token(Role.PLATFORM, name="Order system")


def told(account: object, number: str = "N-1", **changes: object) -> dict[str, Any]:
    """Two mugs for 10.00 USD and shipping for 2.50 USD, paid."""
    return {
        "account": str(account),
        "number": number,
        "currency": "USD",
        "placed_at": NOW.isoformat(),
        "lines": [{"sku": "MUG-01", "name": "Enamel mug", "quantity": 2, "goods": 1000}],
        "shipping": 250,
        "payment_state": "paid",
        "paid_at": NOW.isoformat(),
        **changes,
    }


def tell(token: str, body: object, path: str = "", **sent: Any) -> Answer:
    return call("POST", PATH + path, token=token, body=body, **sent)


def test_an_order_is_told_told_again_and_changed(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    first = tell(platform, told(account))
    assert (first.status, first.body["number"], first.body["stage"]) == (201, "N-1", "pending")
    assert first.body["charged"] == {"goods": 1000, "shipping": 250, "tax": 0, "tax_handling": 0, "total": 1250}
    assert [one["action"] for one in first.body["allowed_actions"]] == ["start", "dispatch", "close"]
    again = tell(platform, told(account))
    assert (again.status, again.body) == (200, first.body | {"outcome": "unchanged"})
    assert tell(platform, told(account, shipping=300)).body["charged"]["total"] == 1300
    assert list(Outbox.objects.filter(facts__order="N-1").order_by("at", "id").values_list("code", flat=True)) == [
        "order.taken_in",
        "order.updated",
    ]


def test_a_new_order_is_told_where_it_is(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    first, again = (tell(platform, told(account, "N 1?ä"), key="o-1") for _ in range(2))
    assert (first.status, first.body["outcome"]) == (again.status, again.body["outcome"]) == (201, "created")
    assert first.headers["location"] == f"/api/v1/orders/N%201%3F%C3%A4?account={account}" == again.headers["location"]
    changed = tell(platform, told(account, "N 1?ä", shipping=300))
    assert (changed.status, changed.body["outcome"], "location" in changed.headers) == (200, "updated", False)


@pytest.mark.parametrize("number", ["2026/1001", "A\\1", "A\n1", ".."])
def test_a_number_that_no_address_could_name_is_refused(desk: Desk, platform: str, number: str) -> None:
    answer = tell(platform, told(desk.merchant.account_id, number))
    assert (answer.status, answer.body["code"]) == (422, "order.number_unreachable")
    assert [one["field"] for one in answer.body["errors"]] == ["number"]
    assert not Order.objects.filter(number=number).exists()


def test_a_batch_says_what_became_of_each(desk: Desk, platform: str) -> None:
    account, nobody = desk.merchant.account_id, "01900000-0000-7000-8000-000000000000"
    tell(platform, told(account, "N-2"))
    answer = tell(
        platform,
        {
            "orders": [
                told(account, "N-1"),
                told(account, "N-2"),
                told(account, "N-3", lines=[]),
                told(nobody, "N-4"),
                told(account, "N-2b", currency="XXX"),
            ]
        },
        "/batch",
    )
    results = answer.body["results"]
    assert [(one["number"], one["outcome"], one["problem"] and one["problem"]["code"]) for one in results] == [
        ("N-1", "created", None),
        ("N-2", "unchanged", None),
        ("N-3", None, "order.lines_missing"),
        ("N-4", None, "account.unseen"),
        ("N-2b", None, "order.currency_unknown"),
    ]
    assert set(Order.objects.values_list("number", flat=True)) == {"A-1001", "N-1", "N-2"}
    assert Outbox.objects.filter(code="order.taken_in", facts__order__startswith="N-").count() == 2


def test_a_dirty_row_of_a_batch_leaves_the_clean_ones_as_they_are(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    dirty = told(account, "N-2", currency="usd", placed_at="2026-11-01T10:00:00", shipping="2.50")
    answer = tell(platform, {"orders": [told(account, "N-1"), dirty, "N-3", {"number": 4}]}, "/batch")
    assert answer.status == 200
    assert [(one["account"], one["number"], one["outcome"]) for one in answer.body["results"]] == [
        (str(account), "N-1", "created"),
        (str(account), "N-2", None),
        (None, None, None),
        (None, None, None),
    ]
    problems = [one["problem"] for one in answer.body["results"]]
    assert problems[0] is None
    assert {problem["code"] for problem in problems[1:]} == {"request.invalid"}
    assert [error["field"] for error in problems[1]["errors"]] == ["currency", "placed_at", "shipping"]
    assert set(Order.objects.values_list("number", flat=True)) == {"A-1001", "N-1"}


def test_an_order_told_twice_in_a_batch_stands_as_it_was_told_last(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    twice = [told(account, "N-1"), told(account, "N-2"), told(account, "N-1", shipping=700)]
    results = tell(platform, {"orders": twice}, "/batch").body["results"]
    assert [(one["number"], one["outcome"]) for one in results] == [
        ("N-1", "superseded"),
        ("N-2", "created"),
        ("N-1", "created"),
    ]
    assert call("GET", f"{PATH}/N-1", token=desk.token).body["charged"]["shipping"] == 700
    assert Outbox.objects.filter(code="order.taken_in", facts__order="N-1").count() == 1


def fates(answer: Answer) -> list[tuple[str, str]]:
    """The number and the outcome, or the problem's code, of each result of a batch."""
    return [(one["number"], one["outcome"] or one["problem"]["code"]) for one in answer.body["results"]]


def test_a_later_telling_that_is_refused_supersedes_nothing(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    orders = [
        told(account, "N-1", currency="XXY"),
        told(account, "N-1", shipping=700),
        told(account, "N-1", lines=[]),
        told(account, "N-1", placed_at="yesterday"),
        told(account, "N-2", lines=[]),
        told(account, "N-2"),
        told(account, "N-2", shipping=300),
    ]
    assert fates(tell(platform, {"orders": orders}, "/batch")) == [
        ("N-1", "order.currency_unknown"),
        ("N-1", "created"),
        ("N-1", "order.lines_missing"),
        ("N-1", "request.invalid"),
        ("N-2", "order.lines_missing"),
        ("N-2", "superseded"),
        ("N-2", "created"),
    ]
    rows = Order.objects.filter(number__startswith="N-").order_by("number").values_list("number", "charged_shipping")
    assert list(rows) == [("N-1", 700), ("N-2", 300)]


def test_a_change_that_is_refused_leaves_room_for_the_one_told_before(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    tell(platform, told(account, "N-1"))
    orders = [told(account, "N-1", shipping=300), told(account, "N-1", kind="sample"), told(account, "N-2")]
    assert fates(tell(platform, {"orders": orders}, "/batch")) == [
        ("N-1", "updated"),
        ("N-1", "order.unchangeable"),
        ("N-2", "created"),
    ]
    order = Order.objects.get(number="N-1")
    assert (order.kind, order.charged_shipping) == ("store", 300)


def test_a_payment_noted_twice_refuses_its_own_order_only(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    payment = {"provider": "sandbox", "provider_ref": "pay_1", "amount": 1250, "paid_at": NOW.isoformat()}
    orders = [told(account, "N-1", payments=[payment]), told(account, "N-2", payments=[payment]), told(account, "N-3")]
    answer = tell(platform, {"orders": orders}, "/batch")
    assert answer.status == 200
    assert fates(answer) == [("N-1", "created"), ("N-2", "order.payment_known"), ("N-3", "created")]
    assert set(Order.objects.values_list("number", flat=True)) == {"A-1001", "N-1", "N-3"}


@pytest.mark.parametrize(
    ("step", "body", "fault"),
    [
        ("delivery", {"tracking_number": "T-1", "delivered_at": FAR}, ("order.time_ahead", "delivered_at")),
        ("tracking", {"tracking_number": "T-1", "tracking": "alert", "at": FAR}, ("order.time_ahead", "at")),
        ("returned", {"signed_at": FAR}, ("order.time_ahead", "signed_at")),
    ],
)
def test_what_cannot_have_happened_yet_is_not_noted(
    desk: Desk, platform: str, step: str, body: dict[str, str], fault: tuple[str, str]
) -> None:
    sent = {"parcels": [{"method": "Post", "tracking_number": "T-1"}], "dispatched_at": NOW.isoformat()}
    assert tell(platform, sent, "/A-1001/dispatch").body["dispatched_at"] == NOW.isoformat()
    before = Order.objects.values().get()
    refused = tell(platform, body, f"/A-1001/{step}")
    assert refused.status == 422
    assert [(one["code"], one["field"]) for one in refused.body["errors"]] == [fault]
    assert Order.objects.values().get() == before
    arrived = {"tracking_number": "T-1", "delivered_at": NOW.isoformat()}
    assert tell(platform, arrived, "/A-1001/delivery").body["delivered_at"] == NOW.isoformat()


def test_a_delivery_is_noted_though_its_dispatch_was_told_late(desk: Desk, platform: str) -> None:
    tell(platform, {"parcels": [{"method": "Post", "tracking_number": "T-1"}]}, "/A-1001/dispatch")
    arrived = {"tracking_number": "T-1", "delivered_at": LONG_AGO}
    assert tell(platform, arrived, "/A-1001/delivery").body["delivered_at"] == LONG_AGO


def test_a_held_order_is_not_dispatched_and_says_by_which_dispute(desk: Desk, platform: str) -> None:
    number = call("POST", "/api/v1/disputes", token=desk.token, body=desk.body()).body["number"]
    refused = tell(platform, {"parcels": [{"method": "Post", "tracking_number": "T-1"}]}, "/A-1001/dispatch")
    assert (refused.status, refused.body["code"], refused.body["facts"]["disputes"]) == (409, "order.held", [number])
    assert tell(platform, None, "/A-1001/close").body["code"] == "order.held"
    desk.order.refresh_from_db()
    assert desk.order.stage == "pending"
    seen = call("GET", f"{PATH}/A-1001", token=desk.token).body
    assert (seen["held_by"], seen["lines"][0]["claimable"], seen["lines"][1]["claimable"]) == ([number], 0, 1)


def test_the_disputes_that_hold_an_order_are_told_the_oldest_first_everywhere(desk: Desk, platform: str) -> None:
    first, second = (
        call("POST", "/api/v1/disputes", token=desk.token, body=desk.body(position=position)).body["number"]
        for position in (1, 2)
    )
    refused = tell(platform, None, "/A-1001/close").body
    assert (refused["code"], refused["facts"]) == ("order.held", {"number": "A-1001", "disputes": [first, second]})
    assert call("GET", f"{PATH}/A-1001", token=desk.token).body["held_by"] == [first, second]


def test_an_order_goes_its_way(desk: Desk, platform: str) -> None:
    assert tell(platform, None, "/A-1001/start").body["stage"] == "processing"
    sent = {"parcels": [{"method": "Post", "tracking_number": "T-1"}], "dispatched_at": NOW.isoformat()}
    left = tell(platform, sent, "/A-1001/dispatch", key="d-1")
    assert (left.body["stage"], left.body["parcels"][0]["tracking_number"]) == ("dispatched", "T-1")
    again = tell(platform, sent, "/A-1001/dispatch", key="d-1")
    assert (again.body, again.headers["idempotency-replayed"]) == (left.body, "true")
    alert = {"tracking_number": "T-1", "tracking": "alert", "at": NOW.isoformat(), "text": "No such street"}
    assert tell(platform, alert | {"alert": "address"}, "/A-1001/tracking").body["alert"] == "address"
    came = tell(platform, {"tracking_number": "T-1", "delivered_at": NOW.isoformat()}, "/A-1001/delivery").body
    assert (came["stage"], datetime.fromisoformat(came["delivered_at"])) == ("completed", NOW)
    assert tell(platform, {"signed_at": NOW.isoformat()}, "/A-1001/returned").status == 200
    assert tell(platform, None, "/A-1001/close").body["allowed_actions"] == []


def test_a_number_that_two_accounts_have_needs_the_account(desk: Desk, platform: str) -> None:
    other = owner(shop="Red Kite")
    tell(platform, told(other.account_id, "A-1001"))
    assert tell(platform, None, "/A-1001/start").body["code"] == "order.number_ambiguous"
    started = tell(platform, None, f"/A-1001/start?account={other.account_id}")
    assert (started.status, started.body["account"]) == (200, str(other.account_id))
    desk.order.refresh_from_db()
    assert desk.order.stage == "pending"


def test_a_merchant_lists_their_orders_and_tells_of_none(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    for n in range(3):
        tell(platform, told(account, f"N-{n}", placed_at=NOW.replace(year=2020 + n).isoformat()))
    first = call("GET", f"{PATH}?limit=3", token=desk.token).body
    rest = call("GET", f"{PATH}?limit=3&cursor={first['next']}", token=desk.token).body
    assert [one["number"] for one in first["orders"] + rest["orders"]] == ["A-1001", "N-2", "N-1", "N-0"]
    assert rest["next"] is None
    refused = tell(desk.token, told(account, "N-9"))
    assert (refused.status, refused.body["code"]) == (403, "access.forbidden")
    assert not Order.objects.filter(number="N-9").exists()


def test_another_account_s_orders_are_not_there(desk: Desk) -> None:
    stranger = token_of(owner(shop="Red Kite"))
    for path in (
        f"{PATH}/A-1001",
        f"{PATH}/A-1001/claimable-lines",
        f"{PATH}/A-1001?account={desk.merchant.account_id}",
    ):
        refused = call("GET", path, token=stranger)
        assert (refused.status, refused.body["code"]) == (404, "order.unseen")
    assert call("GET", f"{PATH}?account={desk.merchant.account_id}", token=stranger).body["orders"] == []
    nobody = call("GET", f"{PATH}?account=01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11", token=desk.token)
    assert (nobody.status, nobody.body) == (200, {"orders": [], "next": None})
    own = call("GET", f"{PATH}?account={desk.merchant.account_id}", token=desk.token).body["orders"]
    assert [one["number"] for one in own] == ["A-1001"]


def test_staff_and_the_platform_name_the_account(desk: Desk, platform: str) -> None:
    for token in (platform, staff_token()):
        assert call("GET", PATH, token=token).body["code"] == "request.account_missing"
        found = call("GET", f"{PATH}?account={desk.merchant.account_id}", token=token).body["orders"]
        assert [one["number"] for one in found] == ["A-1001"]


def test_claimable_lines_say_why_not(desk: Desk, platform: str) -> None:
    told_ = call("GET", f"{PATH}/A-1001/claimable-lines", token=desk.token).body
    assert told_["why_not"] is None
    assert [(one["claimable"], one["ceiling"]["total"]) for one in told_["lines"]] == [(3, 1878), (1, 626)]
    tell(platform, None, "/A-1001/close")
    why_not = call("GET", f"{PATH}/A-1001/claimable-lines", token=desk.token).body["why_not"]
    assert (why_not["code"], why_not["status"]) == ("order.closed", 409)


def test_a_line_names_the_dispute_that_it_stands_in(desk: Desk) -> None:
    number = call("POST", "/api/v1/disputes", token=desk.token, body=desk.body()).body["number"]
    whole = call("GET", f"{PATH}/A-1001", token=desk.token).body
    claimable = call("GET", f"{PATH}/A-1001/claimable-lines", token=desk.token).body
    preview = call("POST", "/api/v1/disputes/preview", token=desk.token, body=desk.body(position=2)).body
    for told_ in (whole, claimable, preview):
        assert [line["in_dispute"] for line in told_["lines"]] == [number, None]
    assert call("GET", f"/api/v1/disputes/{number}", token=desk.token).status == 200


def test_an_order_says_until_when_it_can_be_disputed(desk: Desk, platform: str) -> None:
    arrived = timezone.now() - timedelta(days=1)
    assert call("GET", f"{PATH}/A-1001", token=desk.token).body["allowed_actions"] == [
        {"action": "open_dispute", "until": None}
    ]
    sent = {"parcels": [{"method": "Post", "tracking_number": "T-1"}], "dispatched_at": NOW.isoformat()}
    tell(platform, sent, "/A-1001/dispatch")
    tell(platform, {"tracking_number": "T-1", "delivered_at": arrived.isoformat()}, "/A-1001/delivery")
    until = datetime.combine(arrived.astimezone(UTC).date() + timedelta(days=8), time(), UTC)
    assert call("GET", f"{PATH}/A-1001", token=desk.token).body["allowed_actions"] == [
        {"action": "open_dispute", "until": until.isoformat()}
    ]


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
