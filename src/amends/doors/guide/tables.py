"""Tables inside the guide's texts, each drawn from the one in the program."""

import re
from collections.abc import Callable
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from amends.core.refusals import code_table
from amends.core.requests.field_words import PHRASES
from amends.core.webhooks.events import EVENTS, Hearing
from amends.doors.api.problems import status_of

ELSEWHERE = {
    "cj_api",
    "draft",
    "external_claim",
    "inbound",
    "liability",
    "page",
    "postgres",
    "processes",
    "reconciliation",
    "trial",
}
"""Rooms whose refusals no program meets here: of starting up, of staff's pages, of CJ's API, which has its own."""

_TOLD = {"call"}
"""Rooms that answer no request: a program meets their codes in events and fields, so that they have no status."""

_FACT = re.compile(r"%\((\w+)\)[sd]")
_HEARD_BY = {
    Hearing.CASES: "",
    Hearing.MONEY: "tokens that may read the wallet",
    Hearing.PLATFORM: "the platform only",
}


def events() -> SafeString:
    """Every event: its type, what it tells besides, who hears of it."""
    rows = [{"type": code, "facts": told.facts, "heard_by": _HEARD_BY[told.hearing]} for code, told in EVENTS.items()]
    return render_to_string("guide/events.html", {"rows": rows})


def refusals() -> SafeString:
    """Every refusal that a program may meet, room by room: its code, status if it answers, sentence and field."""
    rows = [
        {
            "code": code,
            "room": code.partition(".")[0],
            "status": "" if code.partition(".")[0] in _TOLD else status_of(refusal).value,
            "sentence": _FACT.sub(r"{\1}", refusal.sentence),
            "field": refusal.field or "",
        }
        for code, refusal in sorted(code_table().items())
    ]
    rooms = {room: list(its) for room, its in groupby(rows, key=lambda row: row["room"]) if room not in ELSEWHERE}
    return render_to_string("guide/refusals.html", {"rooms": rooms, "told": _TOLD})


def fields() -> SafeString:
    """What may be wrong with a field."""
    rows = [{"code": f"field.{kind}", "phrase": phrase} for kind, phrase in PHRASES.items()]
    return render_to_string("guide/fields.html", {"rows": rows})


TABLES: dict[str, Callable[[], SafeString]] = {"events": events, "refusals": refusals, "fields": fields}
