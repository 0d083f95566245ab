"""A document as plain data: what stands on it, in which order. How it looks is the layout's business."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above what follows; level 1 is the document's title."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or several, one a line. `small`: a note in gray."""

    words: str
    small: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, one below the other."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. `share` is its part of the width; amounts stand at the `right`."""

    title: str
    share: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; `strong` for sums."""

    cells: Sequence[str]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the head stands on every page they reach."""

    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of `width` × `height` pixels, a JPEG or PNG, with the words below it. `most` mm high."""

    data: bytes
    width: int
    height: int
    caption: str
    most: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Words | Facts | Table | Picture | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Blocks with what stands around them. `size` is the text's, in points; `foot` at the left of every page's foot."""

    title: str
    foot: str
    made_at: datetime
    size: int = 9
    blocks: Sequence[Block] = field(default_factory=tuple)


def words_of(block: Block) -> Iterator[tuple[str, bool]]:
    """Every text of a block, and whether it is bold."""
    match block:
        case Heading(words):
            yield words, True
        case Words(words, bold=bold):
            yield words, bold
        case Facts(rows):
            for name, told in rows:
                yield name, False
                yield told, False
        case Table(columns, rows):
            yield from ((column.title, False) for column in columns)
            yield from ((cell, row.strong) for row in rows for cell in row.cells)
        case Picture(caption=caption):
            yield caption, False
