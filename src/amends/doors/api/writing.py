"""Writing: an operation that changes something is done once for an Idempotency-Key, and answered again as then."""

import hashlib
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from amends.core.access import Actor
from amends.doors.api.reading import read_key
from amends.doors.api.saying import say
from amends.doors.api.versions import tagged
from amends.usecases.requests.answer_once import Answered, AnswerOnce, answer_once

REPLAYED = "Idempotency-Replayed"


def write(
    request: HttpRequest,
    actor: Actor,
    verb: Callable[[], Mapping[str, Any]],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    versioned: bool = False,
    content: bytes | None = None,
    finish: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
) -> HttpResponse:
    """Does `verb` and says what it returns; sent again under the same key, only the answer comes again.

    `versioned`: the answer is a whole dispute, whose version is its ETag. The key means the same ask while method,
    path, body and precondition are the same; `content` stands for a body that is no JSON and was read already.
    `finish` adds to the answer, each time it is said, what must not be kept with it.

    Raises KeyMalformed, KeyReused, StillRunning and whatever `verb` raises.
    """
    told = once(request, actor, verb, content=content)
    said = Answered(finish(told.answer), repeated=told.repeated)
    return answered(said, status=status, versioned=versioned)


def once(
    request: HttpRequest, actor: Actor, verb: Callable[[], Mapping[str, Any]], *, content: bytes | None = None
) -> Answered:
    """The first half of `write`: what `verb` returns, or returned when it was asked under this key before."""
    key = read_key(request)
    if key is None:
        return Answered(verb(), repeated=False)

    def perform() -> Any:
        return json.loads(json.dumps(verb(), default=str))

    ask = AnswerOnce(key=key, fingerprint=_fingerprint(request, content), perform=perform)
    return answer_once(ask=ask, actor=actor)


def answered(told: Answered, *, status: HTTPStatus, versioned: bool = False) -> HttpResponse:
    """The second half of `write`: what was told is said."""
    response = say(told.answer, status=status)
    if versioned:
        tagged(response, told.answer)
    if told.repeated:
        response[REPLAYED] = "true"
    return response


def _fingerprint(request: HttpRequest, content: bytes | None) -> bytes:
    told = (request.method, request.get_full_path(), request.headers.get("If-Match", ""))
    return hashlib.sha256(json.dumps(told).encode() + (request.body if content is None else content)).digest()
