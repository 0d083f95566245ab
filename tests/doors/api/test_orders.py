"""Orders over JSON: told by the platform's systems, read by their merchant."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from amends.records.notices.models import Outbox
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk, token_of
from tests.doors.api.telling import PATH, tell, told
from tests.makers.people import NOW, owner
from tests.makers.tokens import staff_token
from tests.makers.wire import call

FAR, LONG_AGO = "2099-11-26T00:00:00+00:00", "2020-11-26T00:00:00+00:00"


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
