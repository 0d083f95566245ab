"""Listing and reading disputes over JSON."""

import pytest

from amends.core.access import Role
from amends.doors.api.dispute_shapes import DisputePage, DisputeWhole
from amends.records.access.models import ApiToken
from amends.records.disputes.models import Dispute
from tests.doors.api.conftest import Desk, token_of
from tests.makers.incoming import take
from tests.makers.people import NOW, owner
from tests.makers.wire import call

PATH = "/api/v1/disputes"


@pytest.fixture
def five(desk: Desk) -> list[str]:
    """The numbers of five disputes on five orders, newest first."""
    numbers = []
    for n in range(5):
        order = take(desk.merchant.account_id, number=f"A-{n}")
        body = Desk(desk.merchant, desk.token, order).body()
        numbers.append(call("POST", PATH, token=desk.token, body=body).body["number"])
    return numbers[::-1]


def numbers(desk: Desk, query: str = "") -> list[str]:
    answer = call("GET", PATH + query, token=desk.token)
    assert answer.status == 200
    return [dispute["number"] for dispute in answer.body["disputes"]]


def test_the_list_is_newest_first_and_ends_without_a_cursor(desk: Desk, five: list[str]) -> None:
    answer = call("GET", PATH, token=desk.token)
    assert [dispute["number"] for dispute in answer.body["disputes"]] == five
    assert answer.body["next"] is None
    assert DisputePage.model_validate(answer.body)


def test_an_account_without_disputes_has_an_empty_list(desk: Desk) -> None:
    assert call("GET", PATH, token=desk.token).body == {"disputes": [], "next": None}


def test_pages_follow_each_other_without_gap_or_repeat(desk: Desk, five: list[str]) -> None:
    seen: list[str] = []
    cursor, pages = "", 0
    while cursor is not None:
        answer = call("GET", f"{PATH}?limit=2" + (f"&cursor={cursor}" if cursor else ""), token=desk.token)
        seen += [dispute["number"] for dispute in answer.body["disputes"]]
        cursor, pages = answer.body["next"], pages + 1
    assert (seen, pages) == (five, 3)


def test_disputes_of_one_moment_are_not_lost_between_pages(desk: Desk, five: list[str]) -> None:
    Dispute.objects.update(opened_at=NOW)
    first = call("GET", f"{PATH}?limit=3", token=desk.token).body
    rest = call("GET", f"{PATH}?limit=3&cursor={first['next']}", token=desk.token).body
    assert {d["number"] for d in first["disputes"] + rest["disputes"]} == set(five)
    assert rest["next"] is None


def test_states_filter_and_mix(desk: Desk, five: list[str]) -> None:
    Dispute.objects.filter(number=five[1]).update(state="withdrawn", due_at=None, closed_at=NOW)
    Dispute.objects.filter(number=five[3]).update(state="offered")
    assert numbers(desk, "?state=withdrawn") == [five[1]]
    assert numbers(desk, "?state=withdrawn&state=offered") == [five[1], five[3]]
    assert numbers(desk, "?state=under_review&limit=2") == [five[0], five[2]]
    assert numbers(desk, "?state=settled") == []


def test_nobody_lists_or_reads_another_account_s_disputes(desk: Desk, five: list[str]) -> None:
    other = token_of(owner(shop="Red Kite"))
    assert call("GET", PATH, token=other).body["disputes"] == []
    cursor = call("GET", f"{PATH}?limit=1", token=desk.token).body["next"]
    assert call("GET", f"{PATH}?cursor={cursor}", token=other).body["disputes"] == []
    answer = call("GET", f"{PATH}/{five[0]}", token=other)
    assert (answer.status, answer.body["code"]) == (404, "dispute.unseen")
    assert answer.body == call("GET", f"{PATH}/{five[0]}", token=other).body


def test_one_dispute_is_read_by_its_number(desk: Desk, five: list[str]) -> None:
    answer = call("GET", f"{PATH}/{five[0]}", token=desk.token)
    assert (answer.status, answer.body["number"], answer.body["order"]) == (200, five[0], "A-4")
    row = call("GET", PATH, token=desk.token).body["disputes"][0]
    assert {name: answer.body[name] for name in row} == row
    assert DisputeWhole.model_validate(answer.body)


@pytest.mark.parametrize("number", ["SH0", "nothing", "a\x00b", "\ufffd", "x" * 3000])
def test_an_unknown_number_is_unseen(desk: Desk, number: str) -> None:
    answer = call("GET", f"{PATH}/{number}".encode().decode("latin-1"), token=desk.token)
    assert (answer.status, answer.body["code"]) == (404, "dispute.unseen")


@pytest.mark.parametrize("path", [PATH, f"{PATH}/SH1"])
def test_a_dead_token_reads_nothing(desk: Desk, five: list[str], path: str) -> None:
    ApiToken.objects.update(revoked_at=NOW)
    answer = call("GET", path, token=desk.token)
    assert (answer.status, answer.body["code"]) == (401, "access.unauthenticated")


def test_a_viewer_s_token_may_read(desk: Desk, five: list[str]) -> None:
    assert len(call("GET", PATH, token=token_of(desk.merchant, Role.VIEWER)).body["disputes"]) == 5


def test_a_token_of_the_platform_s_reads_no_merchant_s_list(desk: Desk, five: list[str]) -> None:
    ApiToken.objects.update(account=None, role=Role.PLATFORM)
    answer = call("GET", PATH, token=desk.token)
    assert (answer.status, answer.body["code"]) == (403, "access.forbidden")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=9999999999999999999999", "limit"),
        ("limit=ten", "limit"),
        ("state=open", "state[0]"),
        ("state=settled&state=%00", "state[1]"),
    ],
)
def test_a_wrong_parameter_is_named(desk: Desk, query: str, field: str) -> None:
    answer = call("GET", f"{PATH}?{query}", token=desk.token)
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")
    assert [error["field"] for error in answer.body["errors"]] == [field]


@pytest.mark.parametrize(
    "cursor", ["", "x", "%00", "%ff", "AAAA", "A" * 31, "_" * 32, "f" + "_" * 31, "gAAAAAAAAAA" + "A" * 21, "A" * 4000]
)
def test_a_cursor_that_is_not_ours_is_refused(desk: Desk, cursor: str) -> None:
    answer = call("GET", f"{PATH}?cursor={cursor}", token=desk.token)
    if answer.status != 200:
        assert (answer.status, answer.body["code"]) == (422, "request.cursor_malformed")
        assert answer.body["errors"][0]["field"] == "cursor"
    else:
        assert len(cursor) == 32
