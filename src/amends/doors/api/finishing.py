"""The OpenAPI document's last touches: problems as problems, examples, headers, links, and texts without their lines.

What ninja makes of the operations says neither what every answer has in common nor how an answer looks.
"""

import re
from collections.abc import Iterator
from typing import Any

from amends.doors.api.examples import example_of
from amends.doors.api.links import LINKS
from amends.doors.api.problems import PROBLEM_JSON
from amends.doors.api.usual_problems import usual

Node = dict[str, Any]

HEADERS: dict[str, Node] = {
    "ETag": {
        "schema": {"type": "string"},
        "description": "The dispute's version and a digest of what is said of it, for If-Match and If-None-Match.",
        "example": '"2-3dbb45cf0579dbd4"',
    },
    "Idempotency-Replayed": {
        "schema": {"type": "string", "const": "true"},
        "description": "Present when an earlier ask under the same key had done it.",
    },
    "Location": {
        "schema": {"type": "string", "format": "uri-reference"},
        "description": "Where what was made is read.",
        "example": "/api/v1/disputes/SH2611270905120000042",
    },
    "RateLimit": {
        "schema": {"type": "string"},
        "description": "`r` calls are left to the token; in `t` seconds all are there again.",
        "example": '"token";r=1187;t=42',
    },
    "RateLimit-Policy": {
        "schema": {"type": "string"},
        "description": "The token may call `q` times in `w` seconds.",
        "example": '"token";q=1200;w=60',
    },
    "Retry-After": {
        "schema": {"type": "integer", "minimum": 1},
        "description": "Seconds until the token may call again.",
        "example": 42,
    },
    "WWW-Authenticate": {"schema": {"type": "string", "const": "Bearer"}, "description": "A token is wanted."},
}
"""By name. None is always there: without a limit nothing is told of one."""

EXAMPLE = "#/components/examples/"

_VERSIONED = ("DisputeWhole", "DisputeWithNew")
"""The shapes whose answers have the dispute's version as their ETag."""


def finish(document: Node) -> Node:
    """The document, changed in place."""
    schemas = document["components"]["schemas"]
    document["components"]["headers"] = HEADERS
    shown: Node = {}
    document["components"]["examples"] = shown
    for operation in (one for path in document["paths"].values() for one in path.values()):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                _refusing(operation, int(status), response, shown)
            else:
                _answering(operation, response, schemas, shown)
    for node in _nodes(document):
        if isinstance(node.get("description"), str):
            node["description"] = without_lines(node["description"])
    _in_order(schemas)
    return document


def without_lines(text: str) -> str:
    """The text without the line breaks it was written with; its paragraphs and lists stay."""
    return re.sub(r"(?<!\n)\n[ \t]*(?![-\n])", " ", text)


def _refusing(operation: Node, status: int, response: Node, shown: Node) -> None:
    """A refusal is a problem, with those that are usual here; each stands once among the components."""
    content = response["content"].pop("application/json")
    keyed = any(one.get("name") == "Idempotency-Key" for one in operation.get("parameters", ()))
    told = usual(operation["operationId"], operation["tags"][0], status, keyed=keyed)
    shown |= {code: {"summary": one["detail"], "value": one} for code, one in told.items()}
    content["examples"] = {code: {"$ref": EXAMPLE + code} for code in told}
    response["content"] = {PROBLEM_JSON: content}
    names = {401: ("WWW-Authenticate",), 429: ("Retry-After", "RateLimit", "RateLimit-Policy")}.get(status, ())
    _add_headers(response, *names)


def _answering(operation: Node, response: Node, schemas: Node, shown: Node) -> None:
    """An answer has an example of its shape, what is left of the calls, and where one goes on from it."""
    _add_headers(response, "RateLimit", "RateLimit-Policy")
    if links := LINKS.get(operation["operationId"]):
        response["links"] = links
    if content := response.get("content", {}).get("application/json"):
        name = content["schema"]["$ref"].rpartition("/")[2]
        shown[name] = {"value": example_of(name, schemas)}
        content["examples"] = {name: {"$ref": EXAMPLE + name}}
        _add_headers(response, *(["ETag"] if name in _VERSIONED else []))


def _add_headers(response: Node, *names: str) -> None:
    told = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if told:
        response["headers"] = response.get("headers", {}) | told


def _in_order(schemas: Node) -> None:
    """Examples of bodies have their fields in the order of the shape."""
    for schema in schemas.values():
        if "properties" in schema and "examples" in schema:
            fields = schema["properties"]
            schema["examples"] = [{name: one[name] for name in fields if name in one} for one in schema["examples"]]


def _nodes(node: Any) -> Iterator[Node]:
    if isinstance(node, dict):
        yield node
        for name, inner in node.items():
            if name not in ("example", "examples"):
                yield from _nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _nodes(inner)
