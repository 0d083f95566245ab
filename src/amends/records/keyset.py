"""Paging by place, not by number: a page goes on where the last one ended, however many rows came in between."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from amends.core.refusals import Refusal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = re.compile(r"(\d{1,17})-([0-9a-f]{32})", re.ASCII)
M = TypeVar("M", bound=Model)
Row = TypeVar("Row")


class PlaceUnreadable(Refusal):
    """A page's address was shortened or changed by hand."""

    code = "page.place_unreadable"
    sentence = "This page's address is not complete; start again from the first page."
    kind = "invalid"


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list that is sorted by time, then id, latest first. It names no account and opens nothing."""

    at: datetime
    id: UUID

    def text(self) -> str:
        """Microseconds since 1970 and the id, for an address."""
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id.hex}"


def read_place(text: str) -> Place:
    """The place in `Place.text()`. Raises PlaceUnreadable."""
    found = _TEXT.fullmatch(text)
    if not found:
        raise PlaceUnreadable
    return Place(_EPOCH + timedelta(microseconds=int(found[1])), UUID(found[2]))


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows, latest first; `newer` and `older` are where the neighbouring pages go on, None at the list's ends."""

    rows: tuple[Row, ...]
    newer: Place | None
    older: Place | None


def read_page(
    rows: QuerySet[M, Any],
    make: Callable[[Any], Row],
    *,
    at: str,
    size: int,
    above: Place | None = None,
    below: Place | None = None,
) -> Page[Row]:
    """`size` of `rows` in one statement: the first page, those next `above` a place, or those next `below` it.

    `at` names the time column that the list is sorted by. The rows must come with that column and `id`
    by attribute (a model, or named values); `make` turns each into what the page holds. Where nothing more
    lies above, the first page is read instead, so that it is never a short one.
    """
    place = above or below
    if above:
        wanted = rows.filter(_beyond(at, above, newer=True)).order_by(at, "id")
    else:
        wanted = latest_first(rows, at=at, below=below)
    found = list(wanted[: size + 1])
    more, found = len(found) > size, found[:size]
    if above:
        if not more:
            return read_page(rows, make, at=at, size=size)
        found.reverse()
    first, last = (Place(getattr(row, at), row.id) for row in (found[0], found[-1])) if found else (below, None)
    return Page(
        rows=tuple(make(row) for row in found),
        newer=first if place else None,
        older=last if above or more else None,
    )


def latest_first(rows: QuerySet[M, Any], *, at: str, below: Place | None) -> QuerySet[M, Any]:
    """`rows` in the list's order, from its beginning or from `below` on."""
    wanted = rows if below is None else rows.filter(_beyond(at, below, newer=False))
    return wanted.order_by(f"-{at}", "-id")


def _beyond(at: str, place: Place, *, newer: bool) -> Q:
    """Rows strictly on one side of `place`. The first condition alone bounds the index, the rest settles ties."""
    side = "gt" if newer else "lt"
    ties = Q(**{f"{at}__{side}": place.at}) | Q(**{f"id__{side}": place.id})
    return Q(**{f"{at}__{side}e": place.at}) & ties
