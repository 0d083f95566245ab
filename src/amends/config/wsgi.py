"""The web application, for any WSGI server: pages behind Django's middleware, APIs without any."""

import gc
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import django
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler, get_script_name
from django.db import close_old_connections
from django.http import HttpResponse
from django.urls import set_script_prefix

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
django.setup(set_prefix=False)

_BARE = ("/api/", "/api2.0/", "/inbound/", "/healthz", "/metrics")


class BareHandler(WSGIHandler):
    """Django without middleware.

    An API request carries a token, no session, no form and no language: session, CSRF, locale and account
    middleware would only cost it time. So would the signals around a request: what they do for an API, giving the
    database connection back, is done here once.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # type: ignore[override]
        """Answers one request (PEP 3333)."""
        set_script_prefix(get_script_name(environ))
        request = self.request_class(environ)
        response = self.get_response(request)
        status = f"{response.status_code} {response.reason_phrase}"
        if not isinstance(response, HttpResponse):
            start_response(status, list(response.items()))
            return response
        request.close()
        close_old_connections()
        # Without its length an answer would be sent in chunks; for pages, CommonMiddleware tells it. An answer to HEAD
        # tells GET's, and one that has no content none.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response.setdefault("Content-Length", str(len(response.content)))
        start_response(status, list(response.items()))
        return [response.content]

    def load_middleware(self, is_async: bool = False) -> None:
        """Only the outermost layer, which turns an exception into an answer."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]


_pages, _apis = WSGIHandler(), BareHandler()

# What is loaded by now stays; to look through it for rubbish again and again is a third of a batch of orders' time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers one request (PEP 3333)."""
    handler = _apis if environ.get("PATH_INFO", "").startswith(_BARE) else _pages
    return handler(environ, start_response)
