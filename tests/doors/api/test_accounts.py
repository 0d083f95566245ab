"""The platform's systems learn which accounts there are, so that they can tell orders of theirs."""

import pytest

from amends.core.access import Role
from amends.core.standing.standings import Standing
from amends.doors.api.accounts import AccountPage
from tests.doors.api.conftest import Desk
from tests.makers.people import colleague, owner
from tests.makers.standing import impose
from tests.makers.tokens import staff_token
from tests.makers.wire import call

PATH = "/api/v1/accounts"


@pytest.mark.parametrize("role", [Role.PLATFORM, Role.AGENT, Role.STAFF_FINANCE, Role.POLICY_OWNER, Role.ADMIN])
def test_accounts_are_listed_latest_opened_first(desk: Desk, role: Role) -> None:
    later = owner(shop="Red Kite")

    answer = call("GET", PATH, token=staff_token(role))

    assert answer.body == {
        "accounts": [
            {"id": str(later.account_id), "name": "Red Kite", "standing": "good"},
            {"id": str(desk.merchant.account_id), "name": "Blue Lantern", "standing": "good"},
        ],
        "next": None,
    }
    assert AccountPage.model_validate(answer.body)


def test_pages_follow_each_other(desk: Desk) -> None:
    later, token = owner(shop="Red Kite"), staff_token(Role.PLATFORM)
    first = call("GET", f"{PATH}?limit=1", token=token).body
    rest = call("GET", f"{PATH}?limit=1&cursor={first['next']}", token=token).body
    ids = [one["id"] for one in first["accounts"] + rest["accounts"]]
    assert (ids, rest["next"]) == ([str(later.account_id), str(desk.merchant.account_id)], None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=red+kite", True),
        ("name=Red", False),
        ("email=KIM@kite.example", True),
        ("email=bo@kite.example", True),
        ("email=ana@kite.example", False),
        ("name=Red+Kite&email=kim@kite.example", True),
        ("name=Blue+Lantern&email=kim@kite.example", False),
    ],
)
def test_an_account_is_found_by_its_name_or_a_persons_address(desk: Desk, query: str, found: bool) -> None:
    kite = owner("kim@kite.example", shop="Red Kite")
    colleague(kite, Role.VIEWER, "bo@kite.example")

    rows = call("GET", f"{PATH}?{query}", token=staff_token(Role.PLATFORM)).body["accounts"]

    assert [one["id"] for one in rows] == ([str(kite.account_id)] if found else [])


def test_an_address_that_nobody_verified_finds_no_account(desk: Desk) -> None:
    owner("kim@kite.example", shop="Red Kite", verified=False)
    answer = call("GET", f"{PATH}?email=kim@kite.example", token=staff_token(Role.PLATFORM))
    assert answer.body == {"accounts": [], "next": None}


def test_a_blocked_account_says_so(desk: Desk) -> None:
    impose(desk.merchant, Standing.BLOCKED, lasts=None)
    (row,) = call("GET", PATH, token=staff_token(Role.PLATFORM)).body["accounts"]
    assert row["standing"] == "blocked"


def test_merchants_list_no_accounts(desk: Desk) -> None:
    answer = call("GET", f"{PATH}?name=Blue+Lantern", token=desk.token)
    assert (answer.status, answer.body["code"]) == (403, "access.forbidden")
