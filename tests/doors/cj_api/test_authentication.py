"""Logging in with an API key, refreshing, logging out; and every way in which a token can be dead."""

from datetime import datetime, timedelta

import pytest

from amends.core.access import Role
from amends.doors.commands.demo.people import PASSWORD, seed_people
from amends.records.access.models import ApiToken
from amends.records.cj_api.models import CjMember, CjSession
from amends.records.cj_api.sessions import digest_of_session
from tests.doors.cj_api.conftest import Tool, call, code_of, data_of, key_of, log_in, now, tool_of
from tests.makers.people import owner

LOGIN = "/authentication/getAccessToken"
REFRESH = "/authentication/refreshAccessToken"
LOGOUT = "/authentication/logout"


def alive(token: str) -> bool:
    answer = call("POST", LOGOUT, token=token)
    return bool(answer.body["result"])


def test_a_key_gives_two_tokens_in_cjs_shapes(db: None) -> None:
    merchant = owner()
    told = log_in(key_of(merchant))
    member, session = CjMember.objects.get(), CjSession.objects.get()
    assert sorted(told) == [
        "accessToken",
        "accessTokenExpiryDate",
        "createDate",
        "openId",
        "refreshToken",
        "refreshTokenExpiryDate",
    ]
    assert told["openId"] == member.open_id and 10**15 <= member.open_id < 2**53
    assert told["accessToken"].startswith(f"API@{member.user_number}@CJ:")
    assert len(told["accessToken"]) <= 200 and len(told["refreshToken"]) <= 80
    begun = datetime.fromisoformat(told["createDate"])
    assert datetime.fromisoformat(told["accessTokenExpiryDate"]) - begun == timedelta(days=15)
    assert datetime.fromisoformat(told["refreshTokenExpiryDate"]) - begun == timedelta(days=180)
    assert told["createDate"].endswith("+08:00") and len(told["createDate"]) == 25
    assert bytes(session.access_digest) == digest_of_session(told["accessToken"])
    assert session.account_id == merchant.account_id


@pytest.mark.parametrize("form", ["apiKey", "email and apiKey", "email and password"])
def test_each_older_form_of_the_login_works(db: None, form: str) -> None:
    key = key_of(owner())
    body = {name: key if name in ("apiKey", "password") else "a@shop.example" for name in form.split(" and ")}
    assert data_of(call("POST", LOGIN, body=body))["openId"] == CjMember.objects.get().open_id


def test_the_demos_key_works(db: None) -> None:
    merchants = seed_people(now=now())
    log_in("CJ1000001@api@0123456789abcdef0123456789abcdef")
    assert CjSession.objects.get().account_id == merchants.demo_trading


def test_an_account_keeps_its_open_id_and_every_account_has_its_own(db: None) -> None:
    one, other = owner(), owner()
    first, again, another = log_in(key_of(one)), log_in(key_of(one)), log_in(key_of(other))
    assert first["openId"] == again["openId"] != another["openId"]
    assert first["accessToken"] != again["accessToken"]
    assert alive(first["accessToken"]) and alive(again["accessToken"])


@pytest.mark.parametrize("key", ["", "nothing", "CJ1@api@00", "x" * 200, "amends_✓", PASSWORD])
def test_a_wrong_key_is_refused_also_the_accounts_password(db: None, key: str) -> None:
    owner("ana@shop.example")
    assert code_of(call("POST", LOGIN, body={"email": "ana@shop.example", "password": key})) == 1600005
    assert code_of(call("POST", LOGIN, body={"apiKey": key})) == 1600005
    assert not CjSession.objects.exists() and not CjMember.objects.exists()


def test_a_key_of_the_platforms_own_is_none(db: None) -> None:
    seed_people(now=now())
    for text in ("amends_demo_staff", "amends_demo_platform"):
        assert code_of(call("POST", LOGIN, body={"apiKey": text})) == 1600005
    assert not CjSession.objects.exists()


@pytest.mark.parametrize("change", ["revoked_at", "expires_at"])
def test_a_key_that_ends_ends_its_sessions(tool: Tool, change: str) -> None:
    refresh = log_in(tool.key)["refreshToken"]
    ApiToken.objects.update(**{change: now() - timedelta(seconds=1)})
    assert code_of(call("POST", LOGIN, body={"apiKey": tool.key})) == 1600005
    assert code_of(call("POST", REFRESH, body={"refreshToken": refresh})) == 1600003
    assert code_of(tool.get("/shopping/pay/getBalance")) == 1600001


def test_refreshing_replaces_both_tokens(db: None) -> None:
    first = log_in(key_of(owner()))
    told = data_of(call("POST", REFRESH, body={"refreshToken": first["refreshToken"]}))
    assert sorted(told) == [
        "accessToken",
        "accessTokenExpiryDate",
        "createDate",
        "refreshToken",
        "refreshTokenExpiryDate",
    ]
    assert not alive(first["accessToken"])
    assert code_of(call("POST", REFRESH, body={"refreshToken": first["refreshToken"]})) == 1600003
    assert CjSession.objects.count() == 1
    assert alive(told["accessToken"])


def test_logging_out_ends_both_tokens(tool: Tool) -> None:
    told = log_in(tool.key)
    assert data_of(call("POST", LOGOUT, token=told["accessToken"])) is True
    assert code_of(call("POST", LOGOUT, token=told["accessToken"])) == 1600001
    assert code_of(call("POST", REFRESH, body={"refreshToken": told["refreshToken"]})) == 1600003
    assert alive(tool.token)


def test_an_expired_session_is_dead_and_goes_with_the_next_login(tool: Tool) -> None:
    before = now() - timedelta(seconds=1)
    CjSession.objects.update(access_expires_at=before)
    assert code_of(tool.get("/shopping/pay/getBalance")) == 1600001
    CjSession.objects.update(refresh_expires_at=before)
    log_in(tool.key)
    assert CjSession.objects.count() == 1


@pytest.mark.parametrize("token", ["nonsense", "API@CJ1000001@CJ:x", "\xff\xfe", "x" * 9000])
def test_an_unknown_token_is_dead_and_a_missing_one_missing(tool: Tool, token: str) -> None:
    assert code_of(call("GET", "/shopping/pay/getBalance", token=token)) == 1600001
    assert code_of(call("GET", "/shopping/pay/getBalance")) == 1600002
    assert code_of(call("GET", "/shopping/pay/getBalance", HTTP_CJ_ACCESS_TOKEN="  ")) == 1600002


def test_an_access_token_is_no_bearer_token_and_a_key_no_access_token(tool: Tool) -> None:
    from tests.makers.wire import call as call_wire

    assert call_wire("GET", "/api/v1/disputes", token=tool.token).status == 401
    assert code_of(call("GET", "/shopping/pay/getBalance", token=tool.key)) == 1600001


def test_a_role_without_the_permission_is_refused_without_ending_the_session(db: None) -> None:
    viewer = tool_of(owner(), Role.VIEWER)
    assert code_of(viewer.get("/shopping/pay/getBalance")) == 1600004
    assert data_of(viewer.get("/shopping/order/list"))["total"] == 1
