"""Query parameters: an operation takes those that it declares, and refuses every other by its name."""

from collections.abc import Callable, Set
from functools import wraps
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation

from amends.doors.api.problems import invalid, refused
from amends.doors.api.unread import unread

Run = Callable[..., HttpResponse]

_UNKNOWN = {"type": "extra_forbidden", "msg": "This operation knows no such parameter"}
"""As pydantic calls a field of a body that no schema names."""


def only_declared(run: Run) -> Run:
    """For ninja's view mode: an operation's `run`, behind a look at the names of what was asked.

    Whoever asks without a token hears of that first, as of everything else.
    """
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    queries = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    declared = {name for model in queries for name in model.__ninja_flatten_map__}

    @wraps(run)
    def asked(request: HttpRequest, **parts: Any) -> HttpResponse:
        refusal = _refusal(request, declared)
        if refusal is None:
            return run(request, **parts)
        return operation._run_checks(request) or refusal

    return asked


def _refusal(request: HttpRequest, declared: Set[str]) -> HttpResponse | None:
    try:
        unknown = [{**_UNKNOWN, "loc": (name,)} for name in request.GET if name not in declared]
    except TooManyFieldsSent as error:
        return refused(unread(error))
    return invalid(unknown) if unknown else None
