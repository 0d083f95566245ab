"""The guide's texts: Markdown files whose first line is the title; tables in them are drawn from the program."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from amends.doors.guide.tables import TABLES
from amends.doors.help.markdown import Piece, render

FOLDER = Path(__file__).parent / "texts"
SLUGS = ("events", "refusals", "cj")
"""In the order of the menu, behind `start`."""
SITE = "https://amends.example"
"""This installation, as the files name it; its pages show its own address instead."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, ready to be shown."""

    title: str
    pieces: tuple[Piece, ...]

    def body(self) -> SafeString:
        """The HTML with its tables."""
        parts = (TABLES[piece.table]() if piece.table else piece.html for piece in self.pieces)
        whole = "".join(parts).replace(SITE, escape(settings.PUBLIC_URL))
        return mark_safe(whole)  # noqa: S308 - each part is safe by itself


@cache
def text(slug: str) -> Text:
    """One of the texts."""
    title, _, rest = (FOLDER / f"{slug}.md").read_text(encoding="utf-8").partition("\n")
    return Text(title.removeprefix("# "), render(rest, first_line=2))


def prose(words: str) -> SafeString:
    """A few words of Markdown, as descriptions of operations and shapes are."""
    return mark_safe("".join(piece.html for piece in render(words, first_line=1)))  # noqa: S308 - as above
