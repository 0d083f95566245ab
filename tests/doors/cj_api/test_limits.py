"""How often an account may call."""

from typing import Any

from tests.doors.cj_api.conftest import Tool, call, data_of, log_in, tool_of
from tests.makers.people import owner


def test_more_calls_in_a_second_than_allowed_are_refused(tool: Tool, settings: Any) -> None:
    settings.CJ_CALLS_PER_SECOND = 1
    answers = [tool.get("/setting/get") for _ in range(5)]
    refused_ones = [answer for answer in answers if answer.body["code"] == 1600200]
    assert refused_ones and refused_ones[0].status == 429
    assert refused_ones[0].body["message"] == "Too Many Requests, QPS limit is 1 time/1second"
    assert data_of(call("POST", "/authentication/getAccessToken", body={"apiKey": tool.key}))


def test_the_sessions_of_an_account_share_its_calls_and_nobody_elses(tool: Tool, settings: Any) -> None:
    second, stranger = log_in(tool.key)["accessToken"], tool_of(owner())
    for token in (tool.token, second, stranger.token):
        data_of(call("GET", "/disputes/getDisputeList", token=token))
    settings.CJ_CALLS_PER_SECOND = 3
    codes = [call("GET", "/setting/get", token=token).body["code"] for token in (tool.token, second) * 5]
    assert codes.count(1600200) >= 10 - 2 * 3  # the calls may fall into two seconds
    assert data_of(stranger.get("/setting/get"))
