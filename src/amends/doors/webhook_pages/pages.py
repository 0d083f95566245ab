"""The pages, for a request whose actor may keep webhooks; each door guards them and gives its desk."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor
from amends.core.refusals import Refusal
from amends.core.webhooks.endpoints import Closed, DeliveryState, DeliveryUnseen, EndpointUnseen, owner_of
from amends.core.webhooks.signing import written
from amends.doors.webhook_pages.desk import Desk, status_of
from amends.doors.webhook_pages.forms import PAGE, EndpointForm, LogForm
from amends.doors.webhook_pages.rows import payload_text, shown
from amends.doors.webhook_pages.words import CLOSED_WORDS, DELIVERY_BADGES, refusal_words
from amends.records.webhooks.models import Delivery, Endpoint
from amends.records.webhooks.queries import deliveries_of, endpoints_of, find_delivery, find_endpoint
from amends.records.webhooks.secrets import active_secrets, secret_of
from amends.usecases.webhooks.add_endpoint import AddEndpoint, add_endpoint
from amends.usecases.webhooks.change_endpoint import ChangeEndpoint, change_endpoint


def endpoints(request: HttpRequest, actor: Actor, desk: Desk) -> HttpResponse:
    """All endpoints of the actor's side."""
    return desk.show(request, "endpoints.html", {"endpoints": endpoints_of(owner_of(actor))})


def new_endpoint(request: HttpRequest, actor: Actor, desk: Desk) -> HttpResponse:
    """An address, and what it hears of; afterwards its page, with its secret."""
    form, status = EndpointForm(request.POST or None, side=actor.side), 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        ask = AddEndpoint(url=told["url"], events=tuple(told["events"]), description=told["description"])
        try:
            made = add_endpoint(ask=ask, actor=actor, now=timezone.now())
        except Refusal as refusal:
            status = _refuse(form, refusal)
        else:
            messages.success(request, _("The endpoint is added. Keep its secret, and send it a test event."))
            return desk.go("webhook", made.id)
    return desk.show(request, "endpoint_form.html", {"form": form, "title": _("New endpoint")}, status)


def change(request: HttpRequest, actor: Actor, desk: Desk, endpoint_id: UUID) -> HttpResponse:
    """The same form, filled in."""
    kept, status = _endpoint(endpoint_id, actor), 200
    initial = {"url": kept.url, "description": kept.description, "events": kept.events}
    form = EndpointForm(request.POST or None, side=actor.side, by_topic=bool(kept.topic), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        events = None if kept.topic else tuple(told["events"])
        ask = ChangeEndpoint(endpoint_id=kept.id, url=told["url"], events=events, description=told["description"])
        try:
            change_endpoint(ask=ask, actor=actor, now=timezone.now())
        except Refusal as refusal:
            status = _refuse(form, refusal)
        else:
            messages.success(request, _("The endpoint is changed."))
            return desk.go("webhook", kept.id)
    return desk.show(request, "endpoint_form.html", {"form": form, "title": _("Change"), "endpoint": kept}, status)


def endpoint(request: HttpRequest, actor: Actor, desk: Desk, endpoint_id: UUID) -> HttpResponse:
    """How it stands, its secrets, and what was sent there, latest first."""
    kept, now = _endpoint(endpoint_id, actor), timezone.now()
    state, before = LogForm(request.GET).asked()
    states = (state,) if state else ()
    rows, last = deliveries_of(kept.id, account_id=kept.account_id, size=PAGE, before=before, states=states)
    here = {"state": state} if state else {}
    context: dict[str, Any] = {
        "endpoint": kept,
        "closed": CLOSED_WORDS[Closed(kept.disabled_why)] if kept.disabled_why else "",
        "secrets": [(one, written(secret_of(one.id))) for one in active_secrets(kept.id, now=now)],
        "rows": [shown(one) for one in rows],
        "tabs": _tabs(state),
        "state": state,
        "older": f"?{urlencode({**here, 'before': last})}" if last else "",
        "newest": f"?{urlencode(here)}" if before else "",
        "now": now,
    }
    return desk.show(request, "endpoint.html", context)


def delivery(request: HttpRequest, actor: Actor, desk: Desk, delivery_id: UUID) -> HttpResponse:
    """What is told, and every attempt to tell it."""
    kept = _delivery(delivery_id, actor)
    context = {"row": shown(kept), "attempts": list(kept.attempts.all()), "payload": payload_text(kept)}
    return desk.show(request, "delivery.html", {**context, "endpoint": kept.endpoint})


def _tabs(chosen: DeliveryState | None) -> list[dict[str, Any]]:
    every = {"label": _("All"), "url": "?", "current": chosen is None}
    return [
        every,
        *(
            {"label": words, "url": f"?state={state}", "current": state is chosen}
            for state, (words, _tone, _fill) in DELIVERY_BADGES.items()
        ),
    ]


def _endpoint(endpoint_id: UUID, actor: Actor) -> Endpoint:
    try:
        return find_endpoint(endpoint_id, account_id=owner_of(actor))
    except EndpointUnseen:
        raise Http404 from None


def _delivery(delivery_id: UUID, actor: Actor) -> Delivery:
    try:
        return find_delivery(delivery_id, account_id=owner_of(actor))
    except DeliveryUnseen:
        raise Http404 from None


def _refuse(form: EndpointForm, refusal: Refusal) -> int:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal_words(refusal))
    return status_of(refusal)
