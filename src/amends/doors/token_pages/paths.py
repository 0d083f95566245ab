"""The addresses of these pages at one door: the door brings its desk and says who may enter."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from amends.doors.look.posting import post_only
from amends.doors.token_pages import pages
from amends.doors.token_pages.desk import TokenDesk

View = Callable[..., Any]


def token_paths(desk: TokenDesk, guard: Callable[[View], View], *, page: str) -> list[URLPattern]:
    """Under ``tokens/``. `guard` lets in who may make tokens, and tells the request its actor.

    `page` is the desk's list, told from where a token is revoked.
    """

    def at_desk(view: View) -> View:
        def asked(request: HttpRequest, **parts: Any) -> HttpResponse:
            told: HttpResponse = view(request, request.actor, desk, **parts)  # type: ignore[attr-defined]
            return told

        return guard(asked)

    return [
        path("tokens/new/", never_cache(at_desk(pages.new_token)), name="new_token"),
        path("tokens/<uuid:token_id>/revoke/", post_only(page)(at_desk(pages.revoke)), name="revoke_token"),
    ]
