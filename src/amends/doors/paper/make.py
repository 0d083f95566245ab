"""Making a document into a PDF."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from amends.doors.paper.blocks import Block, Document, Facts, Heading, Picture, Row, Table, Words, words_of
from amends.doors.paper.draw import draw
from amends.doors.paper.faces import Faces, FontFile, choose_faces
from amends.doors.paper.layout import lay_out
from amends.doors.paper.text import UNKNOWN, readable

_NAMED = 40
"""So many missing characters are named one by one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF."""

    data: bytes
    pages: int


def make(document: Document, fonts: Sequence[FontFile]) -> Paper:
    """The document as a PDF whose every glyph is embedded; the same document gives the same bytes.

    A character that no font of `fonts` has is printed as a replacement, and the document's end says which ones.
    """
    blocks = [_readable(block) for block in document.blocks]
    texts = [*_texts(blocks), (document.foot, False)]
    faces = choose_faces(texts, fonts)
    note = _note(faces, sum(text.count(UNKNOWN) for text, _ in texts))
    if note:
        blocks.append(note)
    pages = lay_out(document, blocks, faces)
    return Paper(draw(document, pages, faces), len(pages))


def _texts(blocks: Sequence[Block]) -> list[tuple[str, bool]]:
    return [told for block in blocks for told in words_of(block)]


def _readable(block: Block) -> Block:
    """The block with its texts made fit for paper."""
    match block:
        case Facts(rows):
            return Facts([(readable(name), readable(told)) for name, told in rows])
        case Table(columns, rows):
            return Table(columns, [Row([readable(cell) for cell in row.cells], row.strong) for row in rows])
        case Heading() | Words():
            return replace(block, words=readable(block.words))
        case Picture():
            return replace(block, caption=readable(block.caption))
    return block


def _note(faces: Faces, acting: int) -> Words | None:
    missing: Counter[str] = faces.missing
    told = [f"U+{ord(one):04X} {unicodedata.name(one, '').lower()}".strip() for one in sorted(missing)]
    rest = len(told) - _NAMED
    told = told[:_NAMED] + ([f"{rest} others"] if rest > 0 else []) + (["control characters"] if acting else [])
    many = sum(missing.values()) + acting
    if not many:
        return None
    return Words(f"{UNKNOWN} stands for {many} characters that could not be printed: {', '.join(told)}.", small=True)
