"""The API's paths; whatever goes wrong on them is answered with a problem."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

import ninja.errors
import pydantic
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils import timezone

from amends.core.access import Unauthenticated
from amends.core.refusals import Refusal
from amends.doors.api import (
    accounts,
    asking,
    disputes,
    events,
    evidence,
    holds,
    money,
    moves,
    order_batch,
    order_steps,
    policies,
    staff_moves,
    wallet,
    webhooks,
)
from amends.doors.api.fields import names_of
from amends.doors.api.openapi import DocumentedAPI, made_once
from amends.doors.api.parameters import only_declared
from amends.doors.api.problems import Broken, invalid, method_not_allowed, no_such_path, refused
from amends.doors.api.rates import Rate
from amends.doors.api.saying import without_body
from amends.doors.api.tokens import BearerToken
from amends.doors.api.unread import unread
from amends.records.access.last_use import note_use

app_name = "api"

View = Callable[..., HttpResponse]

api = DocumentedAPI(
    title="Amends",
    version="1",
    description="Disputes on fulfilled orders. Amounts are whole minor units; times are ISO 8601.",
    auth=BearerToken(),
    servers=[{"url": "/", "description": "Where this document was read"}],
    docs_url=None,
    docs_decorator=made_once,
)
api.add_decorator(only_declared, mode="view")
api.add_router("/disputes", asking.router)
api.add_router("/disputes", disputes.router)
api.add_router("/disputes", moves.router)
api.add_router("/disputes", staff_moves.router)
api.add_router("/orders/batch", order_batch.router)
api.add_router("/orders", order_steps.router)
api.add_router("/accounts", accounts.router)
api.add_router("/holds", holds.router)
api.add_router("/wallet", wallet.router)
api.add_router("/settlements", money.settlements)
api.add_router("/external-claims", money.claims)
api.add_router("/policy", policies.router)
api.add_router("", evidence.router)
api.add_router("/events", events.router)
api.add_router("/webhooks", webhooks.router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refused(refusal, names=names_of(request))


@api.exception_handler(ninja.errors.AuthenticationError)
def _without_token(_: HttpRequest, __: Exception) -> HttpResponse:
    return refused(Unauthenticated())


@api.exception_handler(pydantic.ValidationError)
def _invalid_body(_: HttpRequest, error: pydantic.ValidationError) -> HttpResponse:
    return invalid(error.errors(include_url=False, include_input=False))


@api.exception_handler(ninja.errors.ValidationError)
def _invalid_parameters(_: HttpRequest, error: ninja.errors.ValidationError) -> HttpResponse:
    return invalid({**fault, "loc": fault["loc"][1:]} for fault in error.errors)


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(BadRequest)
@api.exception_handler(MultiPartParserError)
def _unread(_: HttpRequest, error: Exception) -> HttpResponse:
    return refused(unread(error))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logging.getLogger("django.request").error("%s %s", request.method, request.path, exc_info=error)
    return refused(Broken())


def _in_problems(pattern: URLPattern) -> URLPattern:
    """The same path, answering an unknown method with a problem and not with words of ninja's, and HEAD as GET."""
    view: View = pattern.callback

    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> HttpResponseBase:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        response = view(request, **parts)
        request.method = asked
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = set(response["Allow"].split(", "))
            response = method_not_allowed(request, allow=allowed | ({"HEAD"} if "GET" in allowed else set()))
        else:
            response = _noted(request, response)
        return without_body(response) if asked == "HEAD" else response

    return path(str(pattern.pattern), answered, name=pattern.name)


def _noted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What is left of the token's calls is said, and that it was used is noted."""
    if isinstance(rate := getattr(request, "rate", None), Rate):
        rate.tell(response)
    token = getattr(request, "auth", None)
    if isinstance(token, bytes) and response.status_code != HTTPStatus.UNAUTHORIZED:
        note_use(token, now=timezone.now())
    return response


urlpatterns = [
    *(_in_problems(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern) and str(pattern.pattern)),
    re_path("", no_such_path),
]
