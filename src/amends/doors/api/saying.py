"""Saying an answer in JSON."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse


def say(
    answer: Mapping[str, Any], *, status: HTTPStatus = HTTPStatus.OK, content_type: str = "application/json"
) -> HttpResponse:
    """The answer with its length told, so that it is not sent in chunks. What is not JSON's own goes by `str`."""
    content = json.dumps(answer, default=str).encode()
    return HttpResponse(
        content, status=status, content_type=content_type, headers={"Content-Length": str(len(content))}
    )
