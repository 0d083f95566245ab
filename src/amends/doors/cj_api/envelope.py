"""The one shape of every answer."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpResponse

from amends.core.refusals import Refusal
from amends.doors.cj_api.codes import OF_REFUSAL, Code

_LONGEST = 200
"""Characters of a message."""

_STATUS = {
    Code.TOKEN_DEAD: HTTPStatus.UNAUTHORIZED,
    Code.TOKEN_MISSING: HTTPStatus.UNAUTHORIZED,
    Code.TOO_MANY_REQUESTS: HTTPStatus.TOO_MANY_REQUESTS,
    Code.BUSY: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""All other answers are 200: what happened is told by the code."""


class Coded(Refusal):
    """A refusal of the door itself, which brings its code."""

    kind = "invalid"
    cj: Code


def say(data: Any, **besides: Any) -> HttpResponse:
    """Success. `besides` are fields on top that CJ's own answers have not."""
    return _envelope(Code.SUCCESS, "Success", data, **besides)


def refuse(code: Code, message: str, **besides: Any) -> HttpResponse:
    """No, and why."""
    return _envelope(code, message[:_LONGEST], None, **besides)


def refused(refusal: Refusal, *, fails: Code) -> HttpResponse:
    """A refusal of any floor by its own code, else by `fails`; beside CJ's fields stands our stable code."""
    return refuse(code_of(refusal, fails=fails), refusal.words(), refusal=refusal.code)


def code_of(refusal: Refusal, *, fails: Code) -> Code:
    """The code that stands for a refusal."""
    return refusal.cj if isinstance(refusal, Coded) else OF_REFUSAL.get(type(refusal), fails)


def _envelope(code: Code, message: str, data: Any, **besides: Any) -> HttpResponse:
    done = code is Code.SUCCESS
    said: Mapping[str, Any] = {
        "code": code.value,
        "result": done,
        "message": message,
        "data": data,
        "requestId": uuid4().hex,
        "success": done,
        **besides,
    }
    status = _STATUS.get(code, HTTPStatus.OK)
    return HttpResponse(json.dumps(said), status=status, content_type="application/json")
