"""Which orders a list's address asks for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from amends.core.orders.kinds import Kind, Stage
from amends.records.keyset import Place, PlaceUnreadable, read_place

ALL_KINDS = "all"
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """A list's filters. `kind` is None for every kind at once, which takes words to search for."""

    kind: Kind | None
    stage: Stage | None
    words: str
    above: Place | None
    below: Place | None

    def url(self, *, stage: Stage | None = None, above: Place | None = None, below: Place | None = None) -> str:
        """The address of the same list in another stage, or of another of its pages."""
        told = {
            "kind": "" if self.kind is Kind.STORE else self.kind.value if self.kind else ALL_KINDS,
            "stage": stage.value if stage else "",
            "q": self.words,
            "above": above.text() if above else "",
            "below": below.text() if below else "",
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return reverse("portal:orders") + (f"?{query}" if query else "")


def orders_url(kind: Kind | None, words: str = "") -> str:
    """The address of a kind's list, or of a search among all kinds."""
    return Asked(kind=kind, stage=None, words=words, above=None, below=None).url()


def read_asked(query: QueryDict) -> Asked:
    """What `query` asks for: store orders, all stages, unless it says otherwise. Raises Http404 for words it cannot."""
    words = query.get("q", "").strip()
    everything = bool(words) and query.get("kind") == ALL_KINDS
    return Asked(
        kind=None if everything else _word(Kind, query.get("kind", "").replace(ALL_KINDS, "")) or Kind.STORE,
        stage=_word(Stage, query.get("stage", "")),
        words=words,
        above=_place(query.get("above", "")),
        below=_place(query.get("below", "")),
    )


def _word(words: type[Word], text: str) -> Word | None:
    try:
        return words(text) if text else None
    except ValueError:
        raise Http404 from None


def _place(text: str) -> Place | None:
    try:
        return read_place(text) if text else None
    except PlaceUnreadable:
        raise Http404 from None
