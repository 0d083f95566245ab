"""Versions of a dispute as entity tags (RFC 9110, 8.8.3, 13.1.1 and 13.1.2): nobody acts on a case that has moved on,

nor is sent again what they have.
"""

import hashlib
import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from amends.doors.api.problems import Unreadable


class TagMalformed(Unreadable):
    """If-Match says something that is no tag of ours."""

    code = "request.tag_malformed"
    sentence = "If-Match must be the ETag of an earlier answer, or *."
    field = "If-Match"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def tagged(response: HttpResponse, version: int) -> HttpResponse:
    """The response with the version as its ETag."""
    response["ETag"] = f'"{version}"'
    return response


def read_anew(request: HttpRequest, response: HttpResponse, version: int) -> HttpResponse:
    """The response, or 304 where If-None-Match says that the caller has it.

    Messages and payments change what is said of a version: its ETag here is the version and a digest.
    """
    tag = f'"{version}-{hashlib.sha256(response.content).hexdigest()[:16]}"'
    known = {told.removeprefix("W/") for told in parse_etags(request.headers.get("If-None-Match", ""))}
    answer = HttpResponseNotModified() if known & {tag, "*"} else response
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
