"""Every operation, what it takes and what it answers, drawn from the OpenAPI document."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import slugify

from amends.doors.guide.document import document, resolved
from amends.doors.guide.shapes import Field, fields_of, kind
from amends.doors.guide.texts import prose

EVERYWHERE = {"RateLimit", "RateLimit-Policy"}
"""Header fields of every answer, which the guide's first page tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as a page shows it. `body`, `example` and `told` are empty where there is none."""

    id: str
    method: str
    path: str
    summary: str
    words: SafeString
    parameters: tuple[Field, ...]
    body: SafeString
    fields: tuple[Field, ...]
    example: str
    status: str
    answer: SafeString
    told: str
    headers: tuple[str, ...]
    problems: tuple["Problem", ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A status that refuses, its phrase, and the codes that stand for it in the document."""

    status: int
    phrase: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one tag."""

    tag: str
    slug: str
    operations: tuple[Operation, ...]


@cache
def groups() -> dict[str, Group]:
    """The operations by their tag's slug, in the document's order."""
    found: dict[str, list[Operation]] = {}
    for path, operations in document()["paths"].items():
        for method, told in operations.items():
            found.setdefault(told["tags"][0], []).append(_operation(method, path, told))
    return {slugify(tag): Group(tag, slugify(tag), tuple(its)) for tag, its in found.items()}


def _operation(method: str, path: str, told: dict[str, Any]) -> Operation:
    responses = {int(status): response for status, response in told["responses"].items()}
    good = min(responses)
    asked, answered = _content(told.get("requestBody", {})), _content(responses[good])
    schema = resolved(asked.get("schema", {}))
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        words=prose(told.get("description", "")),
        parameters=tuple(_parameter(one) for one in told.get("parameters", [])),
        body=kind(asked["schema"]) if asked else SafeString(),
        fields=fields_of(schema),
        example=_pretty(schema.get("examples", [])),
        status=f"{good} {HTTPStatus(good).phrase}",
        answer=kind(answered["schema"]),
        told=_pretty(_examples(answered)),
        headers=tuple(name for name in responses[good].get("headers", {}) if name not in EVERYWHERE),
        problems=tuple(_problem(status, response) for status, response in responses.items() if status >= 400),
    )


def _parameter(one: dict[str, Any]) -> Field:
    words = prose(one.get("description", ""))
    return Field(one["name"], one["in"], kind(_told(one["schema"])), words, needed=bool(one.get("required")))


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    """Of a parameter that may be left out: what it is when it is told, for an address cannot say null."""
    told = [choice for choice in schema.get("anyOf", []) if choice != {"type": "null"}]
    return told[0] if len(told) == 1 else schema


def _problem(status: int, response: dict[str, Any]) -> Problem:
    return Problem(status, HTTPStatus(status).phrase, tuple(_content(response).get("examples", {})))


def _content(holder: dict[str, Any]) -> dict[str, Any]:
    """Of a body or a response: its first media type, or nothing."""
    told: dict[str, Any] = next(iter(holder.get("content", {}).values()), {})
    return told


def _examples(content: dict[str, Any]) -> list[Any]:
    """An answer's, from among the components."""
    return [document()["components"]["examples"][name]["value"] for name in content.get("examples", ())]


def _pretty(examples: Iterable[Any]) -> str:
    first = next(iter(examples), None)
    return "" if first is None else json.dumps(first, indent=2, ensure_ascii=False)
