"""Whatever is sent, the answer is a problem with a code, and nothing is opened; never a 500."""

import json

import pytest

from amends.core.requests.field_words import fault_words
from amends.records.disputes.models import Dispute
from tests.doors.api.conftest import Desk
from tests.makers.wire import Answer, call

PATH = "/api/v1/disputes"


def sent(desk: Desk, raw: bytes, **environ: str) -> Answer:
    answer = call("POST", PATH, token=desk.token, raw=raw, **environ)
    assert answer.headers["content-type"] == "application/problem+json"
    assert not Dispute.objects.exists()
    return answer


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"not json",
        b'{"order": "A-1001",}',
        b'{"order": "\xff\xfe"}',
        b'{"order": "\\ud800"}',
        b'{"order": "a\x00b"}',
        b'{"amount": 1e400}x',
        b"[" * 100_000,
        b'{"order":' * 50_000 + b"1" + b"}" * 50_000,
        b"9" * 5000,
    ],
)
def test_what_is_no_json_is_malformed(desk: Desk, raw: bytes) -> None:
    answer = sent(desk, raw)
    assert (answer.status, answer.body["code"]) == (400, "request.malformed")


@pytest.mark.parametrize("raw", [b"null", b"[]", b'"text"', b"7", b"{}", b"true", b'{"order": NaN}'])
def test_json_of_another_shape_is_invalid(desk: Desk, raw: bytes) -> None:
    answer = sent(desk, raw)
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order": 7}, "order"),
        ({"order": "A" * 65}, "order"),
        ({"order": "A\u00001"}, "order"),
        ({"lines": "all"}, "lines"),
        ({"lines": [{"line_id": "1", "quantity": 1}]}, "lines[0].line_id"),
        ({"lines": [{"quantity": 1}]}, "lines[0].line_id"),
        ({"quantity": "1"}, "lines[0].quantity"),
        ({"quantity": 1.5}, "lines[0].quantity"),
        ({"quantity": True}, "lines[0].quantity"),
        ({"quantity": 2**31}, "lines[0].quantity"),
        ({"quantity": -(2**64)}, "lines[0].quantity"),
        ({"reason": "because"}, "reason"),
        ({"reason": None}, "reason"),
        ({"wish": ["resend"]}, "wish"),
        ({"amount": 2**63}, "amount"),
        ({"amount": -(2**63) - 1}, "amount"),
        ({"amount": 10**4000}, "amount"),
        ({"amount": "626"}, "amount"),
        ({"amount": 6.26}, "amount"),
        ({"message": {}}, "message"),
        ({"message": "a\u0000b"}, "message"),
        ({"buyer_email": "x" * 255}, "buyer_email"),
        ({"request_key": ""}, "request_key"),
        ({"request_key": "x" * 101}, "request_key"),
        ({"account_id": "0198"}, "account_id"),
    ],
)
def test_a_wrong_field_is_named(desk: Desk, changes: dict[str, object], field: str) -> None:
    body = desk.body(**{name: value for name, value in changes.items() if name != "quantity"})
    if "quantity" in changes:
        body["lines"][0]["quantity"] = changes["quantity"]  # type: ignore[index]
    answer = sent(desk, json.dumps(body).encode())
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")
    assert [error["field"] for error in answer.body["errors"]] == [field]


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"order": 7}, "field.string_type", "must be text"),
        ({"order": "A" * 65}, "field.string_too_long", "may have at most 64 characters"),
        ({"order": "A\u00001"}, "field.string_pattern_mismatch", "must not contain the character U+0000"),
        ({"finding": "0"}, "field.string_pattern_mismatch", "does not have the form ^[0-9a-f]{64}$"),
        ({"lines": "all"}, "field.list_type", "must be a list"),
        ({"lines": [7]}, "field.model_type", "must be an object"),
        ({"amount": 2**63}, "field.less_than", "must be less than 9223372036854775808"),
        ({"amount": "626"}, "field.int_type", "must be a whole number"),
        ({"wish": "gold"}, "field.enum", "must be one of 'refund_wallet', 'refund_original' or 'resend'"),
        ({"evidence_later": "yes"}, "field.bool_type", "must be true or false"),
        ({"request_key": ""}, "field.string_too_short", "must have at least 1 characters"),
        ({"account_id": "0198"}, "field.extra_forbidden", "is not known here"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_plain_words(
    desk: Desk, changes: dict[str, object], code: str, words: str
) -> None:
    answer = sent(desk, json.dumps(desk.body(**changes)).encode())
    assert [(error["code"], error["detail"]) for error in answer.body["errors"]] == [(code, words)]
    assert answer.body["detail"] == f"{answer.body['errors'][0]['field']}: {words}"


def test_a_missing_field_and_what_is_no_json_are_told_plainly(desk: Desk) -> None:
    assert sent(desk, b"{}").body["errors"][0] == {"field": "order", "code": "field.missing", "detail": "is missing"}
    told = sent(desk, b"{").body["errors"]
    assert [(error["field"], error["code"]) for error in told] == [("", "field.json_invalid")]
    assert told[0]["detail"].startswith("is not JSON: EOF while parsing")


def test_a_parameter_of_the_address_is_told_plainly_too(desk: Desk) -> None:
    answer = call("GET", f"{PATH}?limit=0", token=desk.token)
    assert answer.body["errors"] == [
        {"field": "limit", "code": "field.greater_than_equal", "detail": "must be 1 or more"}
    ]


def test_a_fault_without_a_phrase_is_told_in_pydantics_words() -> None:
    assert fault_words({"type": "url_parsing", "msg": "Input should be a valid URL"}) == "Input should be a valid URL"


def test_a_lone_surrogate_in_any_text_is_malformed(desk: Desk) -> None:
    answer = sent(desk, json.dumps(desk.body(message="\ud83d")).encode())
    assert (answer.status, answer.body["code"]) == (400, "request.malformed")


def test_an_emoji_is_fine(desk: Desk) -> None:
    body = desk.body(message="Broken 😢")
    assert call("POST", PATH, token=desk.token, raw=json.dumps(body).encode()).status == 201


def test_a_thousand_wrong_lines_are_told_the_first_fifty(desk: Desk) -> None:
    answer = sent(desk, json.dumps(desk.body(lines=[{}] * 400)).encode())
    assert (answer.status, len(answer.body["errors"]), answer.body["facts"]) == (422, 50, {"faults": 800})


def test_more_lines_than_a_claim_may_have_are_one_fault(desk: Desk) -> None:
    answer = sent(desk, json.dumps(desk.body(lines=[desk.body()["lines"][0]] * 501)).encode())  # type: ignore[index]
    assert [error["field"] for error in answer.body["errors"]] == ["lines"]


def test_a_body_of_more_than_a_million_bytes_is_not_read(desk: Desk) -> None:
    answer = sent(desk, b" " * 1_000_001)
    assert (answer.status, answer.body["code"], answer.body["facts"]) == (
        413,
        "request.body_too_large",
        {"limit": 1_000_000},
    )
    assert sent(desk, b"{}", CONTENT_LENGTH="9" * 5000).status == 413


@pytest.mark.parametrize("environ", [{"CONTENT_LENGTH": ""}, {"CONTENT_LENGTH": "0", "CONTENT_TYPE": ""}])
def test_no_body_at_all_is_told_which_fields_are_missing(desk: Desk, environ: dict[str, str]) -> None:
    answer = sent(desk, b"", **environ)
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")
    assert {one["field"] for one in answer.body["errors"]} >= {"order", "lines", "reason", "wish"}
    assert {one["code"] for one in answer.body["errors"]} == {"field.missing"}


@pytest.mark.parametrize(
    "environ",
    [
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "many"},
        {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"},
    ],
)
def test_a_body_of_unknown_length_is_not_read(desk: Desk, environ: dict[str, str]) -> None:
    answer = sent(desk, b"{}", **environ)
    assert (answer.status, answer.body["code"]) == (411, "request.length_missing")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_of_another_kind_is_not_read(desk: Desk, kind: str) -> None:
    answer = sent(desk, b"{}", CONTENT_TYPE=kind)
    assert (answer.status, answer.body["code"]) == (415, "request.not_json")


def test_json_may_name_its_characters(desk: Desk) -> None:
    answer = call("POST", PATH, token=desk.token, body=desk.body(), CONTENT_TYPE="application/json; charset=utf-8")
    assert answer.status == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "schlüssel", "\x7f"])
def test_a_key_that_cannot_be_kept_is_refused(desk: Desk, key: str) -> None:
    answer = call("POST", PATH, token=desk.token, body=desk.body(), key=key)
    assert (answer.status, answer.body["code"]) == (422, "request.key_malformed")
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_an_unknown_method_is_told_which_are_known(desk: Desk, method: str) -> None:
    answer = call(method, PATH, token=desk.token)
    assert (answer.status, answer.body["code"]) == (405, "request.method_not_allowed")
    assert sorted(answer.headers["allow"].split(", ")) == ["GET", "HEAD", "POST"]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/v1/disputes/", "/api/v1/disputes/a/b"])
def test_an_unknown_path_is_a_problem_too(desk: Desk, path: str) -> None:
    answer = call("GET", path, token=desk.token)
    assert (answer.status, answer.body["code"]) == (404, "request.no_such_path")


def test_what_breaks_inside_is_noted_and_says_nothing_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("amends.doors.api.disputes.open_it", broken)
    answer = sent(desk, json.dumps(desk.body()).encode())
    assert (answer.status, answer.body["code"], answer.body["facts"]) == (500, "server.broken", {})
    assert "secret" not in json.dumps(answer.body)
    assert "the secret of the house" in caplog.text
