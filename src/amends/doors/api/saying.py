"""Saying an answer in JSON."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse


def say(
    answer: Mapping[str, Any], *, status: HTTPStatus = HTTPStatus.OK, content_type: str = "application/json"
) -> HttpResponse:
    """What is not JSON's own goes by `str`."""
    return HttpResponse(json.dumps(answer, default=str), status=status, content_type=content_type)
