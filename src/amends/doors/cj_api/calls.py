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
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import refuse, refused, say
from amends.doors.cj_api.limits import count_call
from amends.records.cj_api.sessions import digest_of_session


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with fields on top of CJ's own."""

    data: Any
    besides: dict[str, Any] = field(default_factory=dict)


Handler = Callable[[HttpRequest], Any]
View = Callable[[HttpRequest], HttpResponse]


def call(method: str, *, fails: Code = Code.PARAMETER) -> Callable[[Handler], View]:
    """Makes a view of a handler, which gives the answer's `data` or a Told. `fails` is the code of its refusals."""

    def made(handler: Handler) -> View:
        @wraps(handler)
        def answered(request: HttpRequest) -> HttpResponse:
            if request.method != method:
                return refuse(Code.METHOD, f"Request method '{request.method}' not supported")
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
        return refuse(Code.PARAMETER, "Param error")
    except Exception:  # whatever breaks is answered in the envelope, and noted
        logging.getLogger("django.request").exception("%s %s", request.method, request.path)
        return refuse(Code.BUSY, "System busy")
    return say(told.data, **told.besides) if isinstance(told, Told) else say(told)


def _invalid(error: pydantic.ValidationError) -> HttpResponse:
    """The first thing that is wrong; what was sent is not repeated."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if fault["type"] == "json_invalid":
        return refuse(Code.BAD_JSON, "Bad JSON")
    name = ".".join(str(part) for part in fault["loc"]) or "body"
    why = "must be not empty" if fault["type"] == "missing" else fault["msg"]
    return refuse(Code.PARAMETER, f"Param error: {name} {why}")


def no_such_path(_: HttpRequest) -> HttpResponse:
    """The answer wherever no call is."""
    return refuse(Code.NO_SUCH_PATH, "Interface not found")
