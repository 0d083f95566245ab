"""The viewer's zone and the content policy."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from amends.doors.look.middleware import POLICY, ContentPolicy, ViewersTime


def zone_seen(cookie: str | None) -> str:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    request = RequestFactory().get("/")
    if cookie is not None:
        request.COOKIES["amends_zone"] = cookie
    ViewersTime(page)(request)
    return seen[0]


def test_times_are_written_in_the_zone_the_browser_told() -> None:
    assert zone_seen("Asia/Shanghai") == "Asia/Shanghai"


@pytest.mark.parametrize("cookie", [None, "", "Nowhere/Land", "../../etc/passwd", "/etc/passwd", "x" * 5000, "Asia"])
def test_a_cookie_that_names_no_zone_means_utc(cookie: str | None) -> None:
    assert zone_seen(cookie) == "UTC"


def test_the_zone_ends_with_the_request() -> None:
    zone_seen("Asia/Shanghai")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_page_may_load_only_our_own_things_and_pictures_of_products() -> None:
    response = ContentPolicy(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    told = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert (told["script-src"], told["style-src"], told["frame-ancestors"]) == ("'self'", "'self'", "'none'")
    assert told["img-src"] == "'self' data: blob: https:"


def test_a_view_with_its_own_policy_keeps_it() -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert ContentPolicy(lambda request: own)(RequestFactory().get("/"))["Content-Security-Policy"] == "sandbox"
