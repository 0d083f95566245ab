"""Reading what the SDK sends: forms with brackets in their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from amends.gateways.payments.simulated import Asked


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: its path without ``/v1``, and its fields, those with brackets nested."""

    path: tuple[str, ...]
    fields: dict[str, Any]


def read_ask(asked: Asked) -> Ask:
    """The request's path and fields; a list's numbers stay the names they are (``expand`` by ``0``, ``1``)."""
    parts = urlsplit(asked.path)
    fields: dict[str, Any] = {}
    for name, value in parse_qsl(parts.query) + parse_qsl(asked.body.decode()):
        *outer, last = name.replace("]", "").split("[")
        place = fields
        for one in outer:
            place = place.setdefault(one, {})
        place[last] = value
    return Ask(tuple(parts.path.strip("/").split("/")[1:]), fields)


def fields_of(fields: Mapping[str, Any], thing: Mapping[str, Any]) -> bool:
    """Whether a list that is asked with `fields` has `thing`."""
    named = all(thing.get(name) == fields[name] for name in ("payment_intent", "charge") if name in fields)
    created = fields.get("created", {})
    return named and int(created.get("gte", 0)) <= thing["created"] < int(created.get("lt", 2**62))
