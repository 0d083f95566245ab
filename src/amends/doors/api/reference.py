"""The API as a page: every operation, what it takes and what it answers, drawn from the OpenAPI document."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.doors.api.urls import api


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as the page shows it. `body` and `answer` are names of shapes, empty for none."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    parameters: tuple[tuple[str, str, str], ...]
    body: str
    example: str
    answer: str
    statuses: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape: its words, and (field, type, needed) for each field."""

    name: str
    words: str
    fields: tuple[tuple[str, str, bool], ...]


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The reference page."""
    groups, shapes = _read()
    return render(request, "api/reference.html", {"groups": groups, "shapes": shapes})


@cache
def _read() -> tuple[dict[str, list[Operation]], list[Shape]]:
    document = api.get_openapi_schema()
    shapes = document["components"]["schemas"]
    groups: dict[str, list[Operation]] = {}
    for path, operations in document["paths"].items():
        for method, told in operations.items():
            groups.setdefault(told["tags"][0], []).append(_operation(method, path, told, shapes))
    return groups, [_shape(name, shape) for name, shape in sorted(shapes.items()) if shape.get("type") == "object"]


def _operation(method: str, path: str, told: dict[str, Any], shapes: dict[str, Any]) -> Operation:
    body = _kind(told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}))
    good = next(status for status in sorted(map(int, told["responses"])) if status < 300)
    answer = _kind(_first(told["responses"].get(good) or told["responses"][str(good)]))
    examples = shapes.get(body, {}).get("examples", [])
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        words=told.get("description", ""),
        parameters=tuple(
            (one["name"], one["in"], one.get("description", "") or _kind(one["schema"]))
            for one in told.get("parameters", [])
        ),
        body=body,
        example=json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else "",
        answer=answer,
        statuses=", ".join(map(str, told["responses"])),
    )


def _first(response: dict[str, Any]) -> dict[str, Any]:
    return next((one["schema"] for one in response.get("content", {}).values()), {})


def _shape(name: str, shape: dict[str, Any]) -> Shape:
    needed = shape.get("required", [])
    fields = tuple((field, _kind(told), field in needed) for field, told in shape.get("properties", {}).items())
    return Shape(name, shape.get("description", ""), fields)


def _kind(told: dict[str, Any]) -> str:
    """A schema in a word or two: a shape's name, or its type."""
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if "anyOf" in told:
        return " or ".join(_kind(one) for one in told["anyOf"])
    if told.get("type") == "array":
        return f"list of {_kind(told.get('items', {}))}"
    if "enum" in told:
        return " | ".join(map(str, told["enum"]))
    return str(told.get("format") or told.get("type") or "")
