"""HEAD, and not being sent again what one has."""

import pytest

from amends.records.disputes.models import Dispute
from tests.doors.api.conftest import Desk
from tests.makers.wire import call

PATH = "/api/v1/disputes"


@pytest.fixture
def number(desk: Desk) -> str:
    """Of a dispute of the desk's."""
    return str(call("POST", PATH, token=desk.token, body=desk.body()).body["number"])


def tag_of(desk: Desk, number: str) -> str:
    return call("GET", f"{PATH}/{number}", token=desk.token).headers["etag"]


def again(desk: Desk, number: str, tag: str, method: str = "GET") -> tuple[int, object, str]:
    answer = call(method, f"{PATH}/{number}", token=desk.token, HTTP_IF_NONE_MATCH=tag)
    return answer.status, answer.body, answer.headers["etag"]


@pytest.mark.parametrize("path", [PATH, f"{PATH}/{{number}}", f"{PATH}/SH0", "/api/v1/policy", "/api/v1/wallet"])
def test_head_is_answered_as_get_without_a_body(desk: Desk, number: str, path: str) -> None:
    address = path.format(number=number)
    get = call("GET", address, token=desk.token)
    head = call("HEAD", address, token=desk.token)
    assert (head.status, head.body) == (get.status, None)
    assert head.headers["content-type"] == get.headers["content-type"]
    assert int(head.headers["content-length"]) > 2
    assert head.headers.get("etag") == get.headers.get("etag")


def test_head_changes_nothing_and_is_no_method_of_what_only_takes_posts(desk: Desk, number: str) -> None:
    answer = call("HEAD", f"{PATH}/{number}/withdraw", token=desk.token)
    assert (answer.status, answer.body, answer.headers["allow"]) == (405, None, "POST")
    assert Dispute.objects.get().state == "under_review"


def test_head_without_a_token_is_refused(db: None) -> None:
    answer = call("HEAD", PATH)
    assert (answer.status, answer.body, answer.headers["www-authenticate"]) == (401, None, "Bearer")


def test_what_the_caller_has_is_not_sent_again(desk: Desk, number: str) -> None:
    tag = tag_of(desk, number)
    assert again(desk, number, tag) == (304, None, tag)
    assert again(desk, number, f'"7", W/{tag}') == (304, None, tag)
    assert again(desk, number, "*") == (304, None, tag)
    assert again(desk, number, tag, "HEAD") == (304, None, tag)


@pytest.mark.parametrize("told", ['"1"', "1", "", "nonsense", '"1-0123456789abcdef"'])
def test_another_tag_brings_the_dispute(desk: Desk, number: str, told: str) -> None:
    status, body, _ = again(desk, number, told)
    assert (status, body["number"]) == (200, number)  # type: ignore[index]


def test_a_message_changes_the_tag_though_not_the_version(desk: Desk, number: str) -> None:
    tag = tag_of(desk, number)
    call("POST", f"{PATH}/{number}/messages", token=desk.token, body={"body": "It is still broken"})
    status, body, later = again(desk, number, tag)
    assert (status, body["version"], later != tag) == (200, 1, True)  # type: ignore[index]
    assert body["messages"][-1]["body"] == "It is still broken"  # type: ignore[index]


def test_a_move_acts_on_the_version_of_the_tag(desk: Desk, number: str) -> None:
    tag = tag_of(desk, number)
    stale = call("POST", f"{PATH}/{number}/withdraw", token=desk.token, HTTP_IF_MATCH=tag.replace('"1-', '"2-'))
    assert (stale.status, Dispute.objects.get().state) == (412, "under_review")
    assert call("POST", f"{PATH}/{number}/withdraw", token=desk.token, HTTP_IF_MATCH=tag).status == 200
    assert Dispute.objects.get().state == "withdrawn"
