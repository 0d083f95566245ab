"""Webhooks over JSON: endpoints, their secrets, what was sent to them. The platform's callers keep the platform's."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.webhooks.endpoints import DeliveryState, owner_of
from amends.core.webhooks.events import types_for
from amends.doors.api.callers import caller
from amends.doors.api.cursors import CursorMalformed
from amends.doors.api.openapi import keyed, keyed_body, problems
from amends.doors.api.reading import read_body
from amends.doors.api.saying import say
from amends.doors.api.webhook_answers import delivery_answer, endpoint_answer, secret_answer
from amends.doors.api.webhook_shapes import (
    DeliveryAnswer,
    DeliveryPage,
    EndpointAnswer,
    EndpointAsk,
    EndpointChange,
    EndpointList,
    EndpointSigned,
    RotateAsk,
    SecretList,
    TypeList,
)
from amends.doors.api.writing import write
from amends.records.webhooks.queries import deliveries_of, endpoints_of, find_delivery, find_endpoint
from amends.records.webhooks.secrets import active_secrets
from amends.usecases.webhooks.add_endpoint import AddEndpoint, add_endpoint
from amends.usecases.webhooks.change_endpoint import ChangeEndpoint, change_endpoint
from amends.usecases.webhooks.remove_endpoint import RemoveEndpoint, remove_endpoint
from amends.usecases.webhooks.replay_delivery import ReplayDelivery, replay_delivery
from amends.usecases.webhooks.rotate_secret import RotateSecret, rotate_secret
from amends.usecases.webhooks.send_test_event import SendTestEvent, send_test_event

router = Router(tags=["webhooks"])

_READ = problems(401, 403, 422, 429)
_READ_ONE = problems(401, 403, 404, 422, 429)
_WRITE = problems(401, 403, 404, 409, 422, 429)
_WRITE_BODY: dict[int, Any] = problems(400, 401, 403, 404, 409, 411, 413, 415, 422, 429)


@router.get("/event-types", operation_id="list_event_types", summary="List types", response={200: TypeList, **_READ})
def list_event_types(request: HttpRequest) -> HttpResponse:
    """What an endpoint of the caller's can hear of."""
    actor = caller(request)
    owner_of(actor)
    return say({"types": types_for(actor.side)})


@router.get(
    "/endpoints", operation_id="list_endpoints", summary="List endpoints", response={200: EndpointList, **_READ}
)
def list_endpoints(request: HttpRequest) -> HttpResponse:
    """All of the account's, or of the platform's."""
    owner = owner_of(caller(request))
    return say({"endpoints": [endpoint_answer(one) for one in endpoints_of(owner)]})


@router.post(
    "/endpoints",
    operation_id="add_endpoint",
    summary="Add an endpoint",
    response={201: EndpointSigned, **_WRITE_BODY},
    openapi_extra=keyed_body(EndpointAsk),
)
def add(request: HttpRequest) -> HttpResponse:
    """From now on it is told what it subscribes to. `secret` is what signs; it can be read again from the secrets."""
    actor, asked = caller(request), read_body(request, EndpointAsk)
    ask = AddEndpoint(url=asked.url, events=tuple(asked.events), description=asked.description)

    def verb() -> dict[str, Any]:
        return endpoint_answer(add_endpoint(ask=ask, actor=actor, now=timezone.now()))

    return write(request, actor, verb, status=HTTPStatus.CREATED, finish=_signed)


@router.get(
    "/endpoints/{uuid:endpoint_id}",
    operation_id="read_endpoint",
    summary="Read an endpoint",
    response={200: EndpointAnswer, **_READ_ONE},
)
def read(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """As it stands."""
    return say(endpoint_answer(find_endpoint(endpoint_id, account_id=owner_of(caller(request)))))


@router.patch(
    "/endpoints/{uuid:endpoint_id}",
    operation_id="change_endpoint",
    summary="Change an endpoint",
    response={200: EndpointAnswer, **_WRITE_BODY},
    openapi_extra=keyed_body(EndpointChange, status=200),
)
def change(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """What happens while it is disabled is not told to it afterwards: read the events for that."""
    actor, asked = caller(request), read_body(request, EndpointChange)
    ask = ChangeEndpoint(
        endpoint_id=endpoint_id,
        url=asked.url,
        events=None if asked.events is None else tuple(asked.events),
        description=asked.description,
        enabled=asked.enabled,
    )

    def verb() -> dict[str, Any]:
        return endpoint_answer(change_endpoint(ask=ask, actor=actor, now=timezone.now()))

    return write(request, actor, verb)


@router.delete(
    "/endpoints/{uuid:endpoint_id}",
    operation_id="remove_endpoint",
    summary="Remove an endpoint",
    response={200: EndpointAnswer, **_WRITE},
    openapi_extra=keyed(),
)
def remove(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """Its secrets and its log go with it; the answer is the endpoint as it was."""
    actor = caller(request)

    def verb() -> dict[str, Any]:
        was = endpoint_answer(find_endpoint(endpoint_id, account_id=owner_of(actor)))
        remove_endpoint(ask=RemoveEndpoint(endpoint_id=endpoint_id), actor=actor, now=timezone.now())
        return was

    return write(request, actor, verb)


@router.get(
    "/endpoints/{uuid:endpoint_id}/secrets",
    operation_id="read_secrets",
    summary="Read the signing secrets",
    response={200: SecretList, **_READ_ONE},
)
def secrets(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """Those that sign now. Give the newest to whatever checks the signatures."""
    kept = find_endpoint(endpoint_id, account_id=owner_of(caller(request)))
    return say({"secrets": [secret_answer(one) for one in active_secrets(kept.id, now=timezone.now())]})


@router.post(
    "/endpoints/{uuid:endpoint_id}/rotate-secret",
    operation_id="rotate_secret",
    summary="Make a new secret",
    response={200: EndpointSigned, **_WRITE_BODY},
    openapi_extra=keyed_body(RotateAsk, status=200),
)
def rotate(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """`secret` is the new one. The old one signs for another day unless `at_once` ends it."""
    actor, asked = caller(request), read_body(request, RotateAsk)
    ask = RotateSecret(endpoint_id=endpoint_id, at_once=asked.at_once)

    def verb() -> dict[str, Any]:
        rotate_secret(ask=ask, actor=actor, now=timezone.now())
        return endpoint_answer(find_endpoint(endpoint_id, account_id=owner_of(actor)))

    return write(request, actor, verb, finish=_signed)


@router.post(
    "/endpoints/{uuid:endpoint_id}/test",
    operation_id="send_test_event",
    summary="Send a test event",
    response={201: DeliveryAnswer, **_WRITE},
    openapi_extra=keyed(status=201),
)
def test(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """A message of type `webhook.test`; its delivery tells what became of it."""
    actor, ask = caller(request), SendTestEvent(endpoint_id=endpoint_id)

    def verb() -> dict[str, Any]:
        return delivery_answer(send_test_event(ask=ask, actor=actor, now=timezone.now()))

    return write(request, actor, verb, status=HTTPStatus.CREATED)


@router.get(
    "/endpoints/{uuid:endpoint_id}/deliveries",
    operation_id="list_deliveries",
    summary="List deliveries",
    response={200: DeliveryPage, **problems(401, 403, 404, 422, 429)},
)
def list_deliveries(
    request: HttpRequest,
    endpoint_id: UUID,
    state: Annotated[list[DeliveryState], Query()] = [],  # noqa: B006 - read only
    cursor: Annotated[str | None, Query(description="`next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> HttpResponse:
    """What was told to the endpoint, latest first, with every attempt; of the states named, or of all."""
    kept = find_endpoint(endpoint_id, account_id=owner_of(caller(request)))
    before = None if cursor is None else _place(cursor)
    rows, last = deliveries_of(kept.id, account_id=kept.account_id, size=limit, before=before, states=state)
    return say({"deliveries": [delivery_answer(one) for one in rows], "next": last.hex if last else None})


@router.get(
    "/deliveries/{uuid:delivery_id}",
    operation_id="read_delivery",
    summary="Read a delivery",
    response={200: DeliveryAnswer, **_READ_ONE},
)
def read_delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """With every attempt."""
    return say(delivery_answer(find_delivery(delivery_id, account_id=owner_of(caller(request)))))


@router.post(
    "/deliveries/{uuid:delivery_id}/replay",
    operation_id="replay_delivery",
    summary="Send a message again",
    response={200: DeliveryAnswer, **_WRITE},
    openapi_extra=keyed(),
)
def replay(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Under the same `webhook-id`, whether it had arrived or not; one that waits for its next try is tried at once."""
    actor, ask = caller(request), ReplayDelivery(delivery_id=delivery_id)

    def verb() -> dict[str, Any]:
        return delivery_answer(replay_delivery(ask=ask, actor=actor, now=timezone.now()))

    return write(request, actor, verb)


def _signed(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """An endpoint's answer with its newest secret: added when it is said, so that no answer that is kept holds one."""
    newest = active_secrets(UUID(str(told["id"])), now=timezone.now())[:1]
    return {**told, "secret": secret_answer(newest[0]) if newest else None}


def _place(cursor: str) -> UUID:
    try:
        return UUID(hex=cursor)
    except ValueError:
        raise CursorMalformed from None
