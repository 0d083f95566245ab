"""Staff list every account's disputes, and whoever lists finds them by order, key and time."""

from datetime import timedelta

import pytest

from amends.core.access import Role
from amends.records.disputes.models import Dispute
from tests.doors.api.conftest import Desk, token_of
from tests.makers.incoming import take
from tests.makers.people import NOW, owner
from tests.makers.tokens import staff_token
from tests.makers.wire import call

PATH = "/api/v1/disputes"


def opened(desk: Desk, number: str, *, request_key: str | None = None) -> str:
    """The number of a new dispute about a new order."""
    order = take(desk.merchant.account_id, number=number)
    answer = call(
        "POST", PATH, token=desk.token, body=Desk(desk.merchant, desk.token, order).body(request_key=request_key)
    )
    assert answer.status == 201
    return str(answer.body["number"])


@pytest.fixture
def other(desk: Desk) -> Desk:
    """Another account's desk."""
    merchant = owner(shop="Red Kite")
    return Desk(merchant, token_of(merchant), desk.order)


@pytest.fixture
def three(desk: Desk, other: Desk) -> list[str]:
    """Two disputes of one account and one of another, about A-1, A-2 and A-1, opened an hour apart."""
    numbers = [opened(desk, "B-1", request_key="mine"), opened(desk, "B-2"), opened(other, "B-1", request_key="mine")]
    for hour, number in enumerate(numbers):
        Dispute.objects.filter(number=number).update(opened_at=NOW + timedelta(hours=hour))
    return numbers


def listed(token: str, query: str = "") -> list[str]:
    answer = call("GET", f"{PATH}?{query}", token=token)
    assert answer.status == 200, answer.body
    return [dispute["number"] for dispute in answer.body["disputes"]]


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF_FINANCE, Role.POLICY_OWNER, Role.ADMIN])
def test_staff_list_the_disputes_of_every_account(three: list[str], role: Role) -> None:
    assert listed(staff_token(role)) == three[::-1]


def test_staff_list_one_accounts_and_are_told_whose_each_is(desk: Desk, other: Desk, three: list[str]) -> None:
    token, own = staff_token(), str(desk.merchant.account_id)
    assert listed(token, f"account={own}") == [three[1], three[0]]
    rows = call("GET", PATH, token=token).body["disputes"]
    assert [one["account"] for one in rows] == [str(other.merchant.account_id), own, own]
    assert [one["action"] for one in rows[0]["allowed_actions"]][:1] == ["request_evidence"]


def test_staffs_pages_follow_each_other(three: list[str]) -> None:
    token = staff_token()
    first = call("GET", f"{PATH}?limit=2", token=token).body
    assert [one["number"] for one in first["disputes"]] == [three[2], three[1]]
    rest = call("GET", f"{PATH}?limit=2&cursor={first['next']}", token=token).body
    assert ([one["number"] for one in rest["disputes"]], rest["next"]) == ([three[0]], None)


def test_staff_filter_by_state(three: list[str]) -> None:
    Dispute.objects.filter(number=three[1]).update(state="offered")
    assert listed(staff_token(), "state=offered") == [three[1]]
    assert listed(staff_token(name="Second"), "state=offered&state=under_review") == three[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=B-1", [0]),
        ("order=B-2", [1]),
        ("order=B-3", []),
        ("order=b-1", []),
        ("request_key=mine", [0]),
        ("request_key=theirs", []),
        ("order=B-2&request_key=mine", []),
        ("since=2026-11-23T13:00:00Z", [1]),
        ("until=2026-11-23T13:00:00Z", [0]),
        ("since=2026-11-23T12:00:00Z&until=2026-11-23T15:00:00%2B01:00", [1, 0]),
        ("since=2026-11-23T12:00:00Z&state=settled", []),
        ("order=B-1&state=under_review", [0]),
    ],
)
def test_a_merchant_finds_their_own(desk: Desk, three: list[str], query: str, found: list[int]) -> None:
    assert listed(desk.token, query) == [three[n] for n in found]


def test_a_merchant_finds_nothing_in_another_account(desk: Desk, other: Desk, three: list[str]) -> None:
    for account in (other.merchant.account_id, "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11"):
        assert listed(desk.token, f"account={account}") == []
        assert listed(desk.token, f"account={account}&order=B-1") == []
        assert listed(desk.token, f"account={account}&request_key=mine") == []
    own = desk.merchant.account_id
    assert listed(desk.token, f"account={own}") == [three[1], three[0]]
    assert listed(desk.token, f"account={own}&order=B-1") == [three[0]]


def test_staff_find_by_order_in_every_account_and_by_key_in_one(desk: Desk, three: list[str]) -> None:
    token = staff_token()
    assert listed(token, "order=B-1") == [three[2], three[0]]
    assert listed(token, f"account={desk.merchant.account_id}&request_key=mine") == [three[0]]
    answer = call("GET", f"{PATH}?request_key=mine", token=token)
    assert (answer.status, answer.body["code"]) == (422, "request.account_missing")


def test_pages_of_what_was_found_follow_each_other(desk: Desk, three: list[str]) -> None:
    Dispute.objects.update(opened_at=NOW)
    query = "since=2026-11-23T00:00:00Z&limit=1"
    first = call("GET", f"{PATH}?{query}", token=desk.token).body
    rest = call("GET", f"{PATH}?{query}&cursor={first['next']}", token=desk.token).body
    assert {one["number"] for one in first["disputes"] + rest["disputes"]} == set(three[:2])
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=yesterday", "since"),
        ("until=2026-11-23T13:00:00", "until"),
        ("account=mine", "account"),
        ("order=%00", "order"),
        ("request_key=", "request_key"),
    ],
)
def test_a_wrong_filter_is_named(desk: Desk, query: str, field: str) -> None:
    answer = call("GET", f"{PATH}?{query}", token=desk.token)
    assert (answer.status, [error["field"] for error in answer.body["errors"]]) == (422, [field])


@pytest.mark.parametrize("query", ["", "order=B-1", "since=2026-11-23T00:00:00Z"])
def test_the_order_system_lists_no_disputes(three: list[str], query: str) -> None:
    answer = call("GET", f"{PATH}?{query}", token=staff_token(Role.PLATFORM))
    assert (answer.status, answer.body["code"]) == (403, "access.forbidden")
