"""The web application, for any WSGI server: pages behind Django's middleware, APIs without any."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
django.setup(set_prefix=False)

_BARE = ("/api/", "/api2.0/", "/healthz", "/metrics")


class BareHandler(WSGIHandler):
    """Django without middleware.

    An API request carries a token, no session, no form and no language: session, CSRF, locale and account
    middleware would only cost it time.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Only the outermost layer, which turns an exception into an answer."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = convert_exception_to_response(self._measured)

    def _measured(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its length told, as CommonMiddleware would: without it, it would be sent in chunks."""
        response: HttpResponseBase = self._get_response(request)  # type: ignore[attr-defined]
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


_pages, _apis = WSGIHandler(), BareHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers one request (PEP 3333)."""
    handler = _apis if environ.get("PATH_INFO", "").startswith(_BARE) else _pages
    return handler(environ, start_response)
