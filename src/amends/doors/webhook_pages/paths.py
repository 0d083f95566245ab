"""The addresses of these pages at one door: the door brings its desk and says who may enter."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from amends.doors.look.posting import post_only
from amends.doors.webhook_pages import pages, verbs
from amends.doors.webhook_pages.desk import Desk

View = Callable[..., Any]


def webhook_paths(desk: Desk, guard: Callable[[View], View]) -> list[URLPattern]:
    """Under ``webhooks/``. `guard` lets in who may keep them, and tells the request its actor."""

    def at_desk(view: View) -> View:
        def asked(request: HttpRequest, **parts: Any) -> HttpResponse:
            told: HttpResponse = view(request, request.actor, desk, **parts)  # type: ignore[attr-defined]
            return told

        return guard(asked)

    def page(view: View) -> View:
        return require_safe(never_cache(at_desk(view)))

    def verb(view: View, back: str = "../") -> View:
        return post_only(back)(at_desk(view))

    one, message = "webhooks/<uuid:endpoint_id>/", "webhooks/messages/<uuid:delivery_id>/"
    return [
        path("webhooks/", page(pages.endpoints), name="webhooks"),
        path("webhooks/new/", at_desk(pages.new_endpoint), name="new_webhook"),
        path(one, page(pages.endpoint), name="webhook"),
        path(f"{one}change/", at_desk(pages.change), name="change_webhook"),
        path(f"{one}switch/", verb(verbs.switch), name="switch_webhook"),
        path(f"{one}rotate/", verb(verbs.rotate), name="rotate_webhook"),
        path(f"{one}test/", verb(verbs.test), name="test_webhook"),
        path(f"{one}remove/", verb(verbs.remove, "../../"), name="remove_webhook"),
        path(message, page(pages.delivery), name="webhook_delivery"),
        path(f"{message}replay/", verb(verbs.replay), name="replay_webhook"),
    ]
