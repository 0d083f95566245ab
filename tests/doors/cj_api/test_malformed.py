"""Whatever is sent, the answer is in the envelope with a code, and nothing is done; never a 500."""

import json
import re
from typing import Any

import pytest
from django.urls import URLPattern

from amends.doors.cj_api.urls import urlpatterns
from tests.doors.cj_api.conftest import Tool, call, code_of
from tests.makers.cases import rows
from tests.makers.wire import Answer

PATHS = sorted(f"/{one.pattern}" for one in urlpatterns if isinstance(one, URLPattern) and str(one.pattern))
METHODS = ("GET", "POST", "PATCH", "DELETE")
DEEP = {"a": 1}
for _ in range(150):
    DEEP = {"a": DEEP}  # type: ignore[dict-item]

BODIES: list[bytes] = [
    b"",
    b"{",
    b"not json",
    b'{"orderId": "A-1001",}',
    b'{"orderId": "\xff\xfe"}',
    b'{"orderId": "\\ud800"}',
    b'{"apiKey": "\\udfff", "refreshToken": "\\ud800"}',
    b"[" * 100_000,
    b'{"orderId":' * 50_000 + b"1" + b"}" * 50_000,
    b"9" * 5000,
    b"null",
    b"[]",
    b'"text"',
    b"7",
    b"{}",
    b"true",
    b'{"orderId": NaN}',
    b'{"orderId": "a\\u0000b", "shipmentOrderId": "a\\u0000b", "apiKey": "a\\u0000b", "refreshToken": "\\u0000"}',
    json.dumps({"orderId": DEEP, "apiKey": DEEP, "productInfoList": DEEP}).encode(),
    json.dumps({"orderId": 2**63, "disputeId": 10**4000, "orderNumber": 2**64}).encode(),
    b'{"orderId": true, "productInfoList": "all", "payType": {}, "products": [1, null, "x"]}',
]


@pytest.fixture
def quiet(tool: Tool) -> Any:
    """After everything, every row stands as it stood."""
    before = rows()
    yield
    assert rows() == before


def test_the_calls_there_are() -> None:
    assert "/disputes/create" in PATHS and len(PATHS) >= 25


@pytest.mark.parametrize("raw", BODIES)
@pytest.mark.usefixtures("quiet")
def test_no_body_breaks_any_call(tool: Tool, raw: bytes) -> None:
    for path in PATHS:
        if path != "/authentication/logout":
            for method in ("POST", "PATCH"):
                answer = call(method, path, token=tool.token, raw=raw)
                assert answer.body["code"] not in (200, 1600000), (path, answer.body)
                assert re.fullmatch(r"[a-z_]+\.[a-z_]+", answer.body["refusal"])
                assert code_of(answer)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "value",
    ["%00", "%ff%fe", "x" * 5000, "-1", "1e999", str(2**63), "9" * 5000, "%F0%9F%98%A2", "a&a" * 300, "[]", "'"],
)
def test_no_query_breaks_any_call(tool: Tool, value: str) -> None:
    for path in PATHS:
        for name in ("orderId", "disputeId", "pageNum", "pageSize", "status", "trackNumber", "orderIds", "features"):
            for method in ("GET", "DELETE"):
                answer = call(method, f"{path}?{name}={value}", token=tool.token)
                assert answer.body["code"] != 1600000 and answer.status in (200, 401), (path, answer.body)


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", 16900204), (b"{", 16900205), (b'{"orderId": "\\ud800"}', 16900205), (b"[]", 1600300), (b"{}", 1600300)],
)
def test_each_kind_of_fault_has_its_code(tool: Tool, raw: bytes, code: int) -> None:
    assert code_of(call("POST", "/disputes/create", token=tool.token, raw=raw)) == code


def test_a_missing_field_is_named(tool: Tool) -> None:
    answer = call("POST", "/disputes/cancel", token=tool.token, body={"orderId": ""})
    assert (code_of(answer), answer.body["message"]) == (1600300, "Param error: orderId must be not empty")


WHOLE, ENTRIES = "must be a whole number", "must have at least 1 entries"


@pytest.mark.parametrize(
    ("path", "body", "message", "refusal"),
    [
        ("/disputes/getDisputeList?pageSize=ten", None, f"pageSize {WHOLE}", "field.int_parsing"),
        ("/disputes/create", {"orderId": "a\u0000b"}, "orderId must not contain the character U+0000",
         "field.string_pattern_mismatch"),
        ("/disputes/disputeConfirmInfo", {"orderId": "A-1001", "productInfoList": []}, f"productInfoList {ENTRIES}",
         "field.too_short"),
        ("/disputes/cancel", {}, "orderId must be not empty", "field.missing"),
        ("/disputes/cancel", [], "body must be an object", "field.model_type"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("quiet")
def test_a_field_at_fault_is_told_in_the_words_and_by_the_code_of_our_own_api(
    tool: Tool, path: str, body: object, message: str, refusal: str
) -> None:
    answer = call("POST" if body is not None else "GET", path, token=tool.token, body=body)
    assert code_of(answer) == 1600300
    assert (answer.body["message"], answer.body["refusal"]) == (f"Param error: {message}", refusal)


def test_what_is_refused_before_it_is_read_has_our_code_as_well(tool: Tool) -> None:
    bad = call("POST", "/disputes/create", token=tool.token, raw=b"{")
    assert (bad.body["message"], bad.body["refusal"]) == ("Bad JSON", "field.json_invalid")
    method = call("PUT", "/disputes/create", token=tool.token)
    assert (method.body["message"], method.body["refusal"]) == (
        "Request method 'PUT' not supported", "cj_api.method_unknown",
    )  # fmt: skip
    path = call("GET", "/disputes", token=tool.token)
    assert (path.body["message"], path.body["refusal"]) == ("Interface not found", "cj_api.no_such_call")


@pytest.mark.parametrize("size", [1_000_001, 10_000_000])
def test_a_large_body_is_not_read(tool: Tool, size: int) -> None:
    answer = call("POST", "/disputes/create", token=tool.token, raw=b" " * size)
    assert (code_of(answer), answer.body["refusal"]) == (1600300, "cj_api.body_too_large")
    assert code_of(call("POST", "/disputes/create", token=tool.token, raw=b"{}", CONTENT_LENGTH="9" * 5000)) == 1600300


@pytest.mark.parametrize("length", ["", "-1", "many", "0", "²"])
def test_a_body_of_unknown_length_is_missing(tool: Tool, length: str) -> None:
    assert code_of(call("POST", "/disputes/create", token=tool.token, raw=b"{}", CONTENT_LENGTH=length)) == 16900204


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/x-www-form-urlencoded", 16900203),
        ("multipart/form-data; boundary=x", 16900203),
        ("application/json;charset=UTF-8", 1600300),
        ("", 1600300),
        ("text/plain", 1600300),
    ],
)
def test_what_is_sent_is_json_whatever_it_is_called_but_a_form(tool: Tool, kind: str, code: int) -> None:
    answer = call("POST", "/disputes/create", token=tool.token, raw=b"{}", CONTENT_TYPE=kind)
    assert code_of(answer) == code


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE", "GET", "PATCH"])
def test_an_unknown_method_has_its_code(tool: Tool, method: str) -> None:
    assert code_of(call(method, "/disputes/create", token=tool.token)) == 16900202


@pytest.mark.parametrize(
    "path", ["", "/", "/disputes", "/disputes/Create", "/disputes/create/", "/shopping/order/addDispute"]
)
def test_an_unknown_path_has_its_code(tool: Tool, path: str) -> None:
    assert code_of(call("GET", path or "/", token=tool.token)) == 1600101


def test_what_breaks_inside_is_noted_and_says_nothing_of_it(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Answer:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("amends.doors.cj_api.paying.balances", broken)
    answer = call("GET", "/shopping/pay/getBalance", token=tool.token)
    assert (answer.status, answer.body["code"], answer.body["message"]) == (500, 1600000, "System busy")
    assert answer.body["refusal"] == "cj_api.broken"
    assert "the secret of the house" in caplog.text and "secret" not in json.dumps(answer.body)
