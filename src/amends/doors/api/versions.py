"""Versions of a dispute as entity tags (RFC 9110, 8.8.3 and 13.1.1): nobody acts on a case that has moved on."""

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

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


def seen_version(request: HttpRequest) -> int | None:
    """The version that the caller saw: If-Match, None without one or for `*`. Raises TagMalformed."""
    told = request.headers.get("If-Match", "").strip()
    if told in ("", "*"):
        return None
    found = re.fullmatch(r'"([0-9]{1,9})"', told, re.ASCII)
    if found is None:
        raise TagMalformed
    return int(found[1])
