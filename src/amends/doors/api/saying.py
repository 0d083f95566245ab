"""Saying an answer in JSON."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase


def say(
    answer: Mapping[str, Any], *, status: HTTPStatus = HTTPStatus.OK, content_type: str = "application/json"
) -> HttpResponse:
    """What is not JSON's own goes by `str`."""
    return HttpResponse(json.dumps(answer, default=str), status=status, content_type=content_type)


def without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The answer to HEAD: status and headers of GET's, the length included (RFC 9110, 9.3.2)."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse) and response.status_code != HTTPStatus.NOT_MODIFIED:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
