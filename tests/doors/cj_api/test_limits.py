"""How often an account may call."""

from datetime import datetime
from typing import Any

import pytest

from amends.doors.cj_api import calls
from amends.doors.cj_api.limits import count_call
from tests.doors.cj_api.conftest import Tool, call, code_of, data_of, log_in, tool_of
from tests.doors.cj_api.disputing import CREATE, body
from tests.makers.cases import rows
from tests.makers.people import NOW, owner


@pytest.fixture
def within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """All calls are counted at one moment, however long they take."""

    def counted(session: bytes, *, now: datetime) -> None:
        assert now.tzinfo
        count_call(session, now=NOW)

    monkeypatch.setattr(calls, "count_call", counted)


@pytest.mark.usefixtures("within_a_second")
def test_more_calls_in_a_second_than_allowed_are_refused(tool: Tool, settings: Any) -> None:
    data_of(tool.get("/setting/get"))
    settings.CJ_CALLS_PER_SECOND = 1
    answers = [tool.get("/setting/get") for _ in range(3)]
    assert data_of(answers[0])
    for refused in answers[1:]:
        assert (refused.status, refused.body["code"]) == (429, 1600200)
        assert refused.body["message"] == "Too Many Requests, QPS limit is 1 time/1second"
    assert data_of(call("POST", "/authentication/getAccessToken", body={"apiKey": tool.key}))


@pytest.mark.usefixtures("within_a_second")
def test_a_call_too_many_does_nothing(tool: Tool, settings: Any) -> None:
    data_of(tool.get("/setting/get"))
    settings.CJ_CALLS_PER_SECOND = 1
    data_of(tool.get("/setting/get"))
    before = rows()
    answer = tool.post(CREATE, body(tool))
    assert (answer.status, answer.body["code"], answer.body["data"]) == (429, 1600200, None)
    assert rows() == before


@pytest.mark.usefixtures("within_a_second")
def test_the_sessions_of_an_account_share_its_calls_and_nobody_elses(tool: Tool, settings: Any) -> None:
    second, stranger = log_in(tool.key)["accessToken"], tool_of(owner())
    for token in (tool.token, second, stranger.token):
        data_of(call("GET", "/disputes/getDisputeList", token=token))
    settings.CJ_CALLS_PER_SECOND = 3
    codes = [call("GET", "/setting/get", token=token).body["code"] for token in (tool.token, second) * 3]
    assert codes == [200] * 3 + [1600200] * 3
    assert data_of(stranger.get("/setting/get"))


@pytest.mark.usefixtures("within_a_second")
def test_an_invented_token_spends_nobodys_calls(tool: Tool, settings: Any) -> None:
    data_of(tool.get("/setting/get"))
    settings.CJ_CALLS_PER_SECOND = 1
    for _ in range(3):
        call("GET", "/setting/get", token=tool.token + "x")
    assert code_of(call("GET", "/setting/get", token=tool.token + "y")) == 1600001
    assert data_of(tool.get("/setting/get"))
