"""What the platform's systems have to heed, and what happened to a dispute, as feeds."""

from amends.core.access import Role
from amends.records.orders.models import HoldAcknowledgement
from amends.usecases.notices.drain_outbox import drain_outbox
from tests.doors.api.conftest import Desk, token_of
from tests.makers.people import owner
from tests.makers.tokens import staff_token
from tests.makers.wire import call


def opened(desk: Desk, position: int = 1) -> str:
    return str(call("POST", "/api/v1/disputes", token=desk.token, body=desk.body(position=position)).body["number"])


def drained() -> None:
    while drain_outbox(hand_over=lambda entries: None):
        pass


def test_a_hold_is_told_once_and_so_is_its_end(desk: Desk) -> None:
    platform = staff_token(Role.PLATFORM, name="Order system")
    first, second = opened(desk), opened(desk, 2)
    for number in (first, second):
        call("POST", f"/api/v1/disputes/{number}/withdraw", token=desk.token)
    drained()
    page = call("GET", "/api/v1/holds?limit=1", token=platform).body
    (held,) = page["holds"]
    assert (held["held"], held["order"], held["dispute"], held["acknowledged_at"]) == (True, "A-1001", first, None)
    rest = call("GET", f"/api/v1/holds?after={page['next']}", token=platform).body
    assert [(one["held"], one["dispute"]) for one in rest["holds"]] == [(False, second)]
    assert call("GET", f"/api/v1/holds?after={rest['next']}", token=platform).body == {
        "holds": [],
        "next": rest["next"],
    }


def test_a_hold_is_acknowledged_once(desk: Desk) -> None:
    platform = staff_token(Role.PLATFORM, name="Order system")
    opened(desk)
    drained()
    (held,) = call("GET", "/api/v1/holds", token=platform).body["holds"]
    path = f"/api/v1/holds/{held['id']}/acknowledge"
    first = call("POST", path, token=platform).body
    assert first["acknowledged_at"] is not None
    assert call("POST", path, token=platform).body == first
    assert HoldAcknowledgement.objects.get().acknowledged_by == "Order system"
    unseen = call("POST", path.replace(held["id"], "01900000-0000-7000-8000-000000000000"), token=platform)
    assert (unseen.status, unseen.body["code"]) == (404, "order.hold_unseen")


def test_holds_are_the_platforms(desk: Desk) -> None:
    opened(desk)
    drained()
    assert call("GET", "/api/v1/holds", token=desk.token).body["code"] == "access.forbidden"


def test_a_dispute_tells_its_events_in_order(desk: Desk) -> None:
    number, other = opened(desk), opened(desk, 2)
    call("POST", f"/api/v1/disputes/{number}/withdraw", token=desk.token)
    drained()
    told = call("GET", f"/api/v1/disputes/{number}/events", token=desk.token).body
    assert [(one["type"], one["data"]["sequence"]) for one in told["events"]] == [
        ("dispute.opened", 1),
        ("order.held", 2),
        ("dispute.withdrawn", 3),
    ]
    assert {one["data"]["dispute"]["number"] for one in told["events"]} == {number}
    assert call("GET", f"/api/v1/disputes/{number}/events?after={told['next']}", token=desk.token).body["events"] == []
    stranger = token_of(owner(shop="Red Kite"))
    assert call("GET", f"/api/v1/disputes/{other}/events", token=stranger).body["code"] == "dispute.unseen"
