"""The platform's webhooks: its endpoints, which hear of every account, their secrets, what was sent to them."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.doors.webhook_pages import pages, verbs
from amends.doors.webhook_pages.desk import Desk

DESK = Desk(base="look/console_base.html", routes="console:")

_keeper = staff_page(Permission.STAFF_WEBHOOK_MANAGE)


@require_safe
@_keeper
def endpoints(request: StaffRequest) -> HttpResponse:
    """All of them."""
    return pages.endpoints(request, request.actor, DESK)


@_keeper
def new(request: StaffRequest) -> HttpResponse:
    """Another one."""
    return pages.new_endpoint(request, request.actor, DESK)


@require_safe
@never_cache
@_keeper
def endpoint(request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
    """One, with its secrets and its log."""
    return pages.endpoint(request, request.actor, DESK, endpoint_id)


@_keeper
def change(request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
    """Where it is, and what it hears of."""
    return pages.change(request, request.actor, DESK, endpoint_id)


@post_only()
@_keeper
def switch(request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
    """On or off."""
    return verbs.switch(request, request.actor, DESK, endpoint_id)


@post_only()
@_keeper
def rotate(request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
    """A new secret."""
    return verbs.rotate(request, request.actor, DESK, endpoint_id)


@post_only()
@_keeper
def test(request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
    """A test event."""
    return verbs.test(request, request.actor, DESK, endpoint_id)


@post_only("../../")
@_keeper
def remove(request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
    """The endpoint goes."""
    return verbs.remove(request, request.actor, DESK, endpoint_id)


@require_safe
@_keeper
def delivery(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    """One message and its attempts."""
    return pages.delivery(request, request.actor, DESK, delivery_id)


@post_only()
@_keeper
def replay(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    """The message again."""
    return verbs.replay(request, request.actor, DESK, delivery_id)
