"""Messages of payment houses: whose it is is asked of the provider's gateway, then it is kept for the worker."""

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from amends.gateways.payments.port import Forged, OutcomeUnknown
from amends.gateways.payments.registry import UnknownProvider, news_gateway
from amends.usecases.inbound.receive_message import ReceiveMessage, receive_message

MOST_BYTES = 512 * 1024
"""Of one message; the largest of any provider are a tenth of that."""


@csrf_exempt
def receive(request: HttpRequest, provider: str) -> HttpResponse:
    """Answers 200 to a message that was kept, now or before; anything else is a problem and keeps nothing."""
    if request.method != "POST":
        return _problem(HTTPStatus.METHOD_NOT_ALLOWED, "inbound.method", "Messages are posted.")
    try:
        gateway = news_gateway(provider)
    except UnknownProvider:
        return _problem(HTTPStatus.NOT_FOUND, "inbound.unknown_provider", "No such provider is set up here.")
    body = _body(request)
    if body is None:
        return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "inbound.too_large", f"At most {MOST_BYTES} bytes.")
    now = timezone.now()
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        envelope = gateway.check(body=body, headers=headers, now=now)
    except Forged:
        return _problem(HTTPStatus.BAD_REQUEST, "inbound.forged", "The message's signature does not hold.")
    except OutcomeUnknown:
        return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "inbound.unchecked", "It cannot be checked now; send it again.")
    ask = ReceiveMessage(provider=provider, event_id=envelope.id, kind=envelope.kind, body=body)
    receive_message(ask=ask, now=now)
    return HttpResponse(status=HTTPStatus.OK)


def _body(request: HttpRequest) -> bytes | None:
    """The whole body; None when it is longer than a message may be. No more of it is read than that."""
    body = request.read(MOST_BYTES + 1)
    return body if len(body) <= MOST_BYTES else None


def _problem(status: HTTPStatus, code: str, detail: str) -> HttpResponse:
    """RFC 9457 problem details."""
    said = {"type": "about:blank", "title": status.phrase, "status": status.value, "code": code, "detail": detail}
    response = HttpResponse(json.dumps(said), status=status, content_type="application/problem+json")
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = "POST"
    return response
