"""Versions of a dispute as entity tags (RFC 9110, 8.8.3, 13.1.1 and 13.1.2): nobody acts on a case that has moved on,

nor is sent again what they have.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from amends.doors.api.problems import Unreadable
from amends.doors.api.saying import say


class TagMalformed(Unreadable):
    """If-Match says something that is no tag of ours."""

    code = "request.tag_malformed"
    sentence = "If-Match must be the ETag of an earlier answer, or *."
    field = "If-Match"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def tag_of(whole: Mapping[str, Any]) -> str:
    """The ETag of a whole dispute, the same from opening, from a move and from reading: its version and a digest.

    Messages and payments change what is said of a version. Of what came to the dispute by a call (`added`) only the
    answer to that call speaks; reading does not.
    """
    read = {name: value for name, value in whole.items() if name != "added"}
    return f'"{whole["version"]}-{hashlib.sha256(json.dumps(read, default=str).encode()).hexdigest()[:16]}"'


def tagged(response: HttpResponse, whole: Mapping[str, Any]) -> HttpResponse:
    """The response that tells the whole dispute, with its ETag."""
    response["ETag"] = tag_of(whole)
    return response


def read_anew(request: HttpRequest, whole: Mapping[str, Any]) -> HttpResponse:
    """The whole dispute, or 304 where If-None-Match says that the caller has it."""
    tag = tag_of(whole)
    known = {told.removeprefix("W/") for told in parse_etags(request.headers.get("If-None-Match", ""))}
    answer = HttpResponseNotModified() if known & {tag, "*"} else say(whole)
    answer["ETag"] = tag
    return answer


def seen_version(request: HttpRequest) -> int | None:
    """The version that the caller saw: If-Match, None without one or for `*`. Raises TagMalformed."""
    told = request.headers.get("If-Match", "").strip()
    if told in ("", "*"):
        return None
    found = re.fullmatch(r'"([0-9]{1,9})(?:-[0-9a-f]{16})?"', told, re.ASCII)
    if found is None:
        raise TagMalformed
    return int(found[1])
