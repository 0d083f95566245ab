"""What the pages' buttons do: one verb each, then back to where one was, with a word about it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor
from amends.core.refusals import Refusal
from amends.doors.webhook_pages.desk import Desk
from amends.doors.webhook_pages.words import refusal_words
from amends.usecases.webhooks.change_endpoint import ChangeEndpoint, change_endpoint
from amends.usecases.webhooks.remove_endpoint import RemoveEndpoint, remove_endpoint
from amends.usecases.webhooks.replay_delivery import ReplayDelivery, replay_delivery
from amends.usecases.webhooks.rotate_secret import RotateSecret, rotate_secret
from amends.usecases.webhooks.send_test_event import SendTestEvent, send_test_event


def switch(request: HttpRequest, actor: Actor, desk: Desk, endpoint_id: UUID) -> HttpResponse:
    """Enables it, or disables it: what the form's `enabled` says."""
    ask = ChangeEndpoint(endpoint_id=endpoint_id, enabled=request.POST.get("enabled") == "yes")
    words = _("The endpoint is enabled.") if ask.enabled else _("The endpoint is disabled.")
    _do(request, lambda: change_endpoint(ask=ask, actor=actor, now=timezone.now()), words)
    return desk.go("webhook", endpoint_id)


def remove(request: HttpRequest, actor: Actor, desk: Desk, endpoint_id: UUID) -> HttpResponse:
    """Removes it, and shows those that are left."""
    ask = RemoveEndpoint(endpoint_id=endpoint_id)
    _do(request, lambda: remove_endpoint(ask=ask, actor=actor, now=timezone.now()), _("The endpoint is removed."))
    return desk.go("webhooks")


def rotate(request: HttpRequest, actor: Actor, desk: Desk, endpoint_id: UUID) -> HttpResponse:
    """Makes a new secret; the old one ends at once where the form says so."""
    ask = RotateSecret(endpoint_id=endpoint_id, at_once=request.POST.get("at_once") == "yes")
    words = _("There is a new secret, and no other signs.")
    if not ask.at_once:
        words = _("There is a new secret. For a day the old one signs as well.")
    _do(request, lambda: rotate_secret(ask=ask, actor=actor, now=timezone.now()), words)
    return desk.go("webhook", endpoint_id)


def test(request: HttpRequest, actor: Actor, desk: Desk, endpoint_id: UUID) -> HttpResponse:
    """Sends a test event."""
    ask = SendTestEvent(endpoint_id=endpoint_id)
    words = _("A test event is on its way; reload this page to see whether it arrived.")
    _do(request, lambda: send_test_event(ask=ask, actor=actor, now=timezone.now()), words)
    return desk.go("webhook", endpoint_id)


def replay(request: HttpRequest, actor: Actor, desk: Desk, delivery_id: UUID) -> HttpResponse:
    """Sends a message again."""
    ask = ReplayDelivery(delivery_id=delivery_id)
    words = _("The message is sent again in a moment.")
    _do(request, lambda: replay_delivery(ask=ask, actor=actor, now=timezone.now()), words)
    return desk.go("webhook_delivery", delivery_id)


def _do(request: HttpRequest, verb: Callable[[], object], words: str) -> None:
    """Raises Http404 for what is absent or somebody else's; every other refusal is said on the next page."""
    try:
        verb()
    except Refusal as refusal:
        if refusal.kind == "unseen":
            raise Http404 from None
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, words)
