"""What every call shares: its method, and an answer in the envelope whatever goes wrong."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import pydantic
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils import timezone

from amends.core.refusals import Refusal
from amends.core.requests.field_words import fault_words
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded, refuse, refused, say
from amends.doors.cj_api.limits import count_call
from amends.records.cj_api.sessions import digest_of_session


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with fields on top of CJ's own."""

    data: Any
    besides: dict[str, Any] = field(default_factory=dict)


class MethodUnknown(Coded):
    """The call is known, the method is not."""

    code = "cj_api.method_unknown"
    sentence = "Request method '%(method)s' not supported"
    cj = Code.METHOD


class NoSuchCall(Coded):
    """Nothing answers at this path."""

    code = "cj_api.no_such_call"
    sentence = "Interface not found"
    cj = Code.NO_SUCH_PATH


class Unreadable(Coded):
    """Not even the request's frame could be read."""

    code = "cj_api.unreadable"
    sentence = "Param error"
    cj = Code.PARAMETER


class Broken(Coded):
    """Our fault, not the caller's."""

    code = "cj_api.broken"
    sentence = "System busy"
    cj = Code.BUSY


Handler = Callable[[HttpRequest], Any]
View = Callable[[HttpRequest], HttpResponse]


def call(method: str, *, fails: Code = Code.PARAMETER) -> Callable[[Handler], View]:
    """Makes a view of a handler, which gives the answer's `data` or a Told. `fails` is the code of its refusals."""

    def made(handler: Handler) -> View:
        @wraps(handler)
        def answered(request: HttpRequest) -> HttpResponse:
            if request.method != method:
                return refused(MethodUnknown(method=request.method), fails=fails)
            return _answer(handler, request, fails)

        return answered

    return made


def _answer(handler: Handler, request: HttpRequest, fails: Code) -> HttpResponse:
    try:
        if token := request.META.get("HTTP_CJ_ACCESS_TOKEN"):
            count_call(digest_of_session(token), now=timezone.now())
        told = handler(request)
    except Refusal as refusal:
        return refused(refusal, fails=fails)
    except pydantic.ValidationError as error:
        return _invalid(error)
    except (SuspiciousOperation, BadRequest, RawPostDataException, UnreadablePostError):
        return refused(Unreadable(), fails=fails)
    except Exception:  # whatever breaks is answered in the envelope, and noted
        logging.getLogger("django.request").exception("%s %s", request.method, request.path)
        return refused(Broken(), fails=fails)
    return say(told.data, **told.besides) if isinstance(told, Told) else say(told)


def _invalid(error: pydantic.ValidationError) -> HttpResponse:
    """The first thing that is wrong, by the code that our own API has for it; what was sent is not repeated."""
    fault = error.errors(include_url=False, include_input=False)[0]
    refusal = f"field.{fault['type']}"
    if fault["type"] == "json_invalid":
        return refuse(Code.BAD_JSON, "Bad JSON", refusal=refusal)
    name = ".".join(str(part) for part in fault["loc"]) or "body"
    why = "must be not empty" if fault["type"] == "missing" else fault_words(fault)
    return refuse(Code.PARAMETER, f"Param error: {name} {why}", refusal=refusal)


def no_such_path(_: HttpRequest) -> HttpResponse:
    """The answer wherever no call is."""
    return refused(NoSuchCall(), fails=Code.PARAMETER)
