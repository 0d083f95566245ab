"""The OpenAPI document, as the pages read it."""

from functools import cache
from typing import Any

from amends.doors.api.urls import api

_REF = "#/components/schemas/"


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    made: dict[str, Any] = api.get_openapi_schema()
    return made


def schemas() -> dict[str, Any]:
    """The named schemas."""
    found: dict[str, Any] = document()["components"]["schemas"]
    return found


def name_of(reference: str) -> str:
    """The name of the schema that a reference leads to."""
    return reference.removeprefix(_REF)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, or the one that it refers to."""
    found: dict[str, Any] = schemas()[name_of(schema["$ref"])] if "$ref" in schema else schema
    return found
