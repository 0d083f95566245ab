"""Saying no in JSON: RFC 9457 problem details, with a stable code, the fields at fault and the refusal's facts."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from amends.core.disputes.refusals import StaleCase
from amends.core.refusals import Refusal
from amends.core.requests.field_words import fault_words
from amends.doors.api.advice import advised
from amends.doors.api.fields import NO_OTHER, field_of, path_of
from amends.doors.api.saying import say

PROBLEM_JSON = "application/problem+json"
MOST_ERRORS = 50
"""A body of a thousand wrong lines is told the first fifty."""

STATUS_OF_KIND = {
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unauthenticated": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "unseen": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
}


class Unreadable(Refusal):
    """The request itself cannot be read or routed; `status` says how."""

    kind = "invalid"
    status: ClassVar[HTTPStatus]


class NoSuchPath(Unreadable):
    """Nothing answers here."""

    code = "request.no_such_path"
    sentence = "Nothing answers at this path; /api/v1/openapi.json lists what does."
    status = HTTPStatus.NOT_FOUND


class MethodNotAllowed(Unreadable):
    """The path is known, the method is not."""

    code = "request.method_not_allowed"
    sentence = "This path does not answer to %(method)s."
    status = HTTPStatus.METHOD_NOT_ALLOWED


class AccountMissing(Unreadable):
    """A caller who sees several accounts has to name one."""

    code = "request.account_missing"
    sentence = "Name the account: ?account=…"
    field = "account"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NoFinding(Unreadable):
    """The dispute was opened before findings were kept."""

    code = "dispute.no_finding"
    sentence = "No finding was kept for dispute %(number)s."
    status = HTTPStatus.NOT_FOUND


class Malformed(Unreadable):
    """No request that could be read."""

    code = "request.malformed"
    sentence = "This cannot be read: %(why)s"
    status = HTTPStatus.BAD_REQUEST


class Misshapen(Unreadable):
    """A body or parameters that do not fit their shape; `errors` say where."""

    code = "request.invalid"
    sentence = "%(why)s"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class Broken(Unreadable):
    """Our fault, not the caller's."""

    code = "server.broken"
    sentence = "Something went wrong here; it was noted."
    status = HTTPStatus.INTERNAL_SERVER_ERROR


def problem(
    status: HTTPStatus,
    *,
    code: str,
    detail: str,
    facts: Mapping[str, object] | None = None,
    errors: Iterable[Mapping[str, str]] = (),
) -> HttpResponse:
    """A problem document. `errors` hold `field`, `code` and `detail` each; `facts` what the detail is made of."""
    said = _document(status, code=code, detail=detail, facts=facts or {}, errors=errors)
    response = say(said, status=status, content_type=PROBLEM_JSON)
    if status is HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _document(
    status: HTTPStatus,
    *,
    code: str,
    detail: str,
    facts: Mapping[str, object],
    errors: Iterable[Mapping[str, str]],
) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value}
    return said | {"code": code, "detail": detail, "facts": dict(facts), "errors": list(errors)}


def as_problem(refusal: Refusal, *, names: Mapping[str, str] = NO_OTHER) -> dict[str, Any]:
    """The problem document of a refusal, to stand within an answer; its kind chooses the status.

    `names` are the request's own names of the core's fields, where they differ.
    """
    words, field = advised(refusal), field_of(refusal, names)
    errors = [{"field": field, "code": refusal.code, "detail": words}] if field else []
    return _document(status_of(type(refusal)), code=refusal.code, detail=words, facts=refusal.facts, errors=errors)


def refused(refusal: Refusal, *, names: Mapping[str, str] = NO_OTHER) -> HttpResponse:
    """A refusal of any floor as a problem."""
    told = as_problem(refusal, names=names)
    return problem(
        status_of(type(refusal)), code=told["code"], detail=told["detail"], facts=told["facts"], errors=told["errors"]
    )


def status_of(refusal: type[Refusal]) -> HTTPStatus:
    """A stale case is a precondition that failed: the caller named the version in If-Match."""
    if issubclass(refusal, Unreadable):
        return refusal.status
    return HTTPStatus.PRECONDITION_FAILED if issubclass(refusal, StaleCase) else STATUS_OF_KIND[refusal.kind]


def invalid(faults: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """What pydantic found wrong with a body or with parameters; what was sent is not repeated."""
    said = as_unfit(faults)
    return say(said, status=HTTPStatus(said["status"]), content_type=PROBLEM_JSON)


def as_unfit(faults: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The same as a problem document, to stand within an answer."""
    errors = [
        {"field": path_of(fault["loc"]), "code": f"field.{fault['type']}", "detail": fault_words(fault)}
        for fault in faults
    ]
    told = errors[:MOST_ERRORS]
    said = Malformed if any(error["code"] == "field.json_invalid" for error in told) else Misshapen
    return _document(
        said.status,
        code=said.code,
        detail="; ".join(f"{error['field'] or 'body'}: {error['detail']}" for error in told[:3]),
        facts={"faults": len(errors)},
        errors=told,
    )


def no_such_path(request: HttpRequest) -> HttpResponse:
    """The answer wherever no operation is."""
    return refused(NoSuchPath())


def method_not_allowed(request: HttpRequest, *, allow: Iterable[str]) -> HttpResponse:
    """The answer to a method that the path does not know."""
    response = refused(MethodNotAllowed(method=request.method))
    response["Allow"] = ", ".join(sorted(allow))
    return response
