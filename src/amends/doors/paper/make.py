"""Making a document into a PDF."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from amends.doors.paper.blocks import Block, Document, Facts, Heading, Picture, Row, Table, Words, words_of
from amends.doors.paper.draw import draw
from amends.doors.paper.faces import Faces, FontFile, choose_faces
from amends.doors.paper.layout import Page, lay_out
from amends.doors.paper.text import UNKNOWN, readable

_NAMED = 40
"""So many missing characters are named one by one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF."""

    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Press:
    """The fonts for everything that one document may come to say; lays it out and prints it, in as many versions as

    are tried. `note` names the characters that no font has.
    """

    faces: Faces
    note: Words | None

    def lay_out(self, document: Document) -> list[Page]:
        """The document's pages."""
        blocks = [_readable(block) for block in document.blocks]
        return lay_out(document, [*blocks, self.note] if self.note else blocks, self.faces)

    def print(self, document: Document) -> Paper:
        """The document as a PDF whose every glyph is embedded; the same document gives the same bytes."""
        pages = self.lay_out(document)
        return Paper(draw(document, pages, self.faces), len(pages))


def press_for(document: Document, fonts: Sequence[FontFile]) -> Press:
    """A press for every word of the document. A character that no font of `fonts` has is printed as a replacement."""
    told = [text for block in document.blocks for text in words_of(_readable(block))]
    texts = [*told, (document.foot, False)]
    faces = choose_faces(texts, fonts)
    return Press(faces, _note(faces, sum(text.count(UNKNOWN) for text, _ in texts)))


def make(document: Document, fonts: Sequence[FontFile]) -> Paper:
    """The document as a PDF; its end says which characters could not be printed, if any could not."""
    return press_for(document, fonts).print(document)


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
    missing = faces.missing
    told = [f"U+{ord(one):04X} {unicodedata.name(one, '').lower()}".strip() for one in sorted(missing)]
    rest = len(told) - _NAMED
    told = told[:_NAMED] + ([f"{rest} others"] if rest > 0 else []) + (["control characters"] if acting else [])
    many = sum(missing.values()) + acting
    if not many:
        return None
    return Words(f"{UNKNOWN} stands for {many} characters that could not be printed: {', '.join(told)}.", small=True)
