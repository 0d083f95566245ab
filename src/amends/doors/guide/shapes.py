"""Shapes of bodies and answers, field by field, drawn from the OpenAPI document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amends.doors.guide.document import name_of, resolved, schemas
from amends.doors.guide.texts import prose


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter. `place` is where a parameter stands."""

    name: str
    place: str
    kind: SafeString
    words: SafeString
    needed: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape."""

    name: str
    words: SafeString
    fields: tuple[Field, ...]


def shape_and_those_in_it(name: str) -> tuple[Shape, ...]:
    """The shape, then every shape that it is made of, each once; none where no shape has that name."""
    waiting, seen, known = [name], list[str](), schemas()
    while waiting:
        one = waiting.pop(0)
        if one not in seen and "properties" in known.get(one, {}):
            seen.append(one)
            waiting += _named(known[one])
    return tuple(Shape(one, prose(known[one].get("description", "")), fields_of(known[one])) for one in seen)


def fields_of(schema: dict[str, Any]) -> tuple[Field, ...]:
    """An object's fields."""
    needed = schema.get("required", [])
    return tuple(
        Field(name, "", kind(told), prose(told.get("description", "")), needed=name in needed)
        for name, told in schema.get("properties", {}).items()
    )


def kind(told: dict[str, Any]) -> SafeString:
    """A schema in a few words: a shape's name, which leads to it, its values, or its type."""
    told = _unwrapped(told)
    if "$ref" in told:
        if "properties" not in resolved(told):
            return kind(resolved(told))
        name = name_of(told["$ref"])
        return format_html('<a href="{}">{}</a>', reverse("guide:shape", args=[name]), name)
    if "anyOf" in told:
        words = [kind(one) for one in told["anyOf"]]
        return format_html_join(f" {_('or')} ", "{}", ((one,) for one in words))
    if told.get("type") == "array":
        return format_html("{} {}", _("list of"), kind(told.get("items", {})))
    if "enum" in told:
        return format_html_join(", ", "<code>{}</code>", ((one,) for one in told["enum"]))
    return format_html("{}{}", told.get("format") or told.get("type") or _("anything"), _bounds(told))


def _unwrapped(told: dict[str, Any]) -> dict[str, Any]:
    """A choice among values that has a default stands in an `allOf` of its own."""
    inner: dict[str, Any] = told["allOf"][0] if "allOf" in told else told
    return inner


def _bounds(told: dict[str, Any]) -> str:
    said = [words % told for name, words in _BOUNDS.items() if name in told]
    return f" ({', '.join(said)})" if said else ""


_BOUNDS = {"minimum": "%(minimum)s or more", "maximum": "up to %(maximum)s", "maxLength": "up to %(maxLength)s long"}


def _named(node: Any) -> Iterator[str]:
    """The shapes that a schema names, in its order."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield name_of(node["$ref"])
        for inner in node.values():
            yield from _named(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named(inner)
