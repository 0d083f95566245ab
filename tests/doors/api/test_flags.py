"""A flag in a body is true or false, and no word that might mean it."""

import pytest

from tests.doors.api.conftest import Desk
from tests.doors.api.test_callers import asked
from tests.doors.api.test_parameters import CALLS, DOCUMENT
from tests.makers.wire import call

BODIES = DOCUMENT["components"]["schemas"]
FLAGS = [
    (path, method, name, flag)
    for path, method in CALLS
    for content in DOCUMENT["paths"][path][method].get("requestBody", {}).get("content", {}).values()
    for name in [content["schema"]["$ref"].rpartition("/")[2]]
    for flag, shape in BODIES[name]["properties"].items()
    if "boolean" in {one.get("type") for one in shape.get("anyOf", [shape])}
]


@pytest.mark.parametrize(("path", "method", "name", "flag"), [one for one in FLAGS if one[2] != "FileAsk"])
def test_a_flag_in_a_body_is_true_or_false(desk: Desk, path: str, method: str, name: str, flag: str) -> None:
    address, sent = asked(path, method)
    for said in ("yes", "true", "no", 1, 0):
        refused = call(method.upper(), address, token=desk.token, body={**sent["body"], flag: said})
        assert (refused.status, refused.body["code"]) == (422, "request.invalid")
        assert refused.body["errors"] == [{"field": flag, "code": "field.bool_type", "detail": "must be true or false"}]


def test_the_flags_are_those_that_are_known() -> None:
    assert {(name, flag) for _, _, name, flag in FLAGS} == {
        ("EndpointChange", "enabled"),
        ("FileAsk", "shows_buyer_email"),
        ("MessageAsk", "internal"),
        ("OpenAsk", "evidence_later"),
        ("PreviewAsk", "evidence_later"),
        ("RotateAsk", "at_once"),
    }
