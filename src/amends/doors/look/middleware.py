"""What every page gets on its way: the viewer's zone, and a policy that lets a page load only our own things."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Answer = Callable[[HttpRequest], HttpResponse]

ZONE_COOKIE = "amends_zone"
"""Set by amends.js: an IANA name such as ``Asia/Shanghai``. Until then times are written in UTC."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob: https:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style; from other sites nothing but pictures of products, which lie where the shops keep them.

``data:`` is for the QR code of an authenticator.
"""


class ViewersTime:
    """Writes the page's times in the zone the viewer chose for themselves, else in the one their browser told."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            chosen = getattr(getattr(request, "user", None), "time_zone", "")
            zone = ZoneInfo(chosen or request.COOKIES.get(ZONE_COOKIE, "UTC"))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # The cookie is the viewer's to write; whatever it holds that is no zone means UTC.
            zone = ZoneInfo("UTC")
        with timezone.override(zone):
            return self.get_response(request)


class ContentPolicy:
    """Sends the policy with every page that does not bring its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
