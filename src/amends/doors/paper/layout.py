"""From blocks to marks on pages of A4: where each line, rule and picture stands. Millimeters from the top left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from amends.doors.paper.blocks import Block, Column, Document, Facts, Heading, NewPage, Picture, Row, Table, Words
from amends.doors.paper.faces import Faces
from amends.doors.paper.lines import break_lines

LEFT, TOP, WIDTH, BOTTOM = 20.0, 18.0, 170.0, 276.0
"""Where text may stand; the foot is below."""
FOOT = 284.0
POINT = 25.4 / 72
LEADING = 1.42
_GAP, _PAD = 4.0, 1.1
_FULL = BOTTOM - TOP - 20
"""What has room below a table's head on a page of its own."""
_BLACK, _GRAY = 0, 96
_HEADINGS = {1: 1.9, 2: 1.4, 3: 1.12}
"""How much larger than the text each level is."""
_PIXEL = 25.4 / 96
"""A picture's pixel is printed no larger than a screen shows it."""
_NAMES = 0.27
"""The part of the width that a fact's name may take."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its top at `y`, in a box `width` wide."""

    x: float
    y: float
    width: float
    text: str
    size: float
    bold: bool = False
    gray: int = _BLACK
    right: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across."""

    y: float
    gray: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in its box."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Mark = Line | Rule | Image
Page = list[Mark]


@dataclass(slots=True)
class Layout:
    """Puts one block below the other, and begins a page where one is full."""

    faces: Faces
    size: float
    pages: list[Page] = field(default_factory=lambda: [[]])
    y: float = TOP

    def put(self, block: Block) -> None:
        """Puts the block."""
        match block:
            case Heading():
                self._heading(block)
            case Words(words, small, bold):
                self._words(words, size=self.size - (1 if small else 0), bold=bold, gray=_GRAY if small else _BLACK)
            case Facts(rows):
                self._facts(rows)
            case Table(columns, rows):
                self._table(columns, rows)
            case Picture():
                self._picture(block)
            case NewPage():
                self._turn()
            case _:
                assert_never(block)

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
        self.y = TOP

    def _room(self, height: float) -> None:
        """Turns the page unless `height` has room on this one."""
        if self.y + height > BOTTOM:
            self._turn()

    def _lines(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        most = width / (size * POINT) * 1000
        return break_lines(text, most, lambda piece: self.faces.width(piece, bold))

    def _heading(self, heading: Heading) -> None:
        size = self.size * _HEADINGS[heading.level]
        step = size * POINT * LEADING
        lines = self._lines(heading.words, WIDTH, size, bold=True)
        if self.pages[-1]:
            self.y += 0 if self.y == TOP else _GAP
            # A heading stands with the beginning of what it is about.
            self._room(step * len(lines) + 5 * self._step)
        for line in lines:
            self._room(step)
            self.pages[-1].append(Line(LEFT, self.y, WIDTH, line, size, bold=True))
            self.y += step
        self.y += 1.2

    @property
    def _step(self) -> float:
        return self.size * POINT * LEADING

    def _words(self, words: str, *, size: float, bold: bool, gray: int) -> None:
        step = size * POINT * LEADING
        for line in self._lines(words, WIDTH, size, bold):
            self._room(step)
            self.pages[-1].append(Line(LEFT, self.y, WIDTH, line, size, bold=bold, gray=gray))
            self.y += step
        self.y += 1.6

    def _facts(self, rows: Sequence[tuple[str, str]]) -> None:
        first = WIDTH * _NAMES
        for name, told in rows:
            names = self._lines(name, first - 3, self.size, bold=False)
            tolds = self._lines(told, WIDTH - first, self.size, bold=False)
            self._room(min(len(tolds), 4) * self._step)
            for at in range(max(len(names), len(tolds))):
                self._room(self._step)
                if at < len(names):
                    self.pages[-1].append(Line(LEFT, self.y, first - 3, names[at], self.size, gray=_GRAY))
                if at < len(tolds):
                    self.pages[-1].append(Line(LEFT + first, self.y, WIDTH - first, tolds[at], self.size))
                self.y += self._step
            self.y += 0.5
        self.y += 1.6

    def _table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        places = _places(columns)
        self._head(columns, places)
        for row in rows:
            cells = [
                self._lines(cell, width, self.size, row.strong)
                for cell, (_, width) in zip(row.cells, places, strict=True)
            ]
            many = max(map(len, cells))
            whole = many * self._step + 2 * _PAD
            # A row stays together, unless it is longer than a page.
            if self.y + (whole if whole < _FULL else 2 * self._step) > BOTTOM:
                self._turn()
                self._head(columns, places)
            self.y += _PAD
            for at in range(many):
                if self.y + self._step > BOTTOM:
                    self._turn()
                    self._head(columns, places)
                self._row_line(columns, places, [cell[at] if at < len(cell) else "" for cell in cells], row.strong)
            self.y += _PAD
            self.pages[-1].append(Rule(self.y, 216))
        self.y += 2.4

    def _head(self, columns: Sequence[Column], places: Sequence[tuple[float, float]]) -> None:
        size = self.size - 1
        titles = [
            self._lines(column.title, width, size, bold=False)
            for column, (_, width) in zip(columns, places, strict=True)
        ]
        step, many = size * POINT * LEADING, max(map(len, titles))
        self._room((many + 2) * self._step + 2 * _PAD)
        for lines, column, (x, width) in zip(titles, columns, places, strict=True):
            for at, line in enumerate(lines, start=many - len(lines)):
                y = self.y + at * step
                self.pages[-1].append(Line(x, y, width, line, size, gray=_GRAY, right=column.right))
        self.y += many * step + 0.6
        self.pages[-1].append(Rule(self.y, 120))

    def _row_line(
        self, columns: Sequence[Column], places: Sequence[tuple[float, float]], texts: Sequence[str], strong: bool
    ) -> None:
        for text, column, (x, width) in zip(texts, columns, places, strict=True):
            if text:
                self.pages[-1].append(Line(x, self.y, width, text, self.size, bold=strong, right=column.right))
        self.y += self._step

    def _picture(self, picture: Picture) -> None:
        scale = min(WIDTH / picture.width, picture.most / picture.height, _PIXEL)
        width, height = picture.width * scale, picture.height * scale
        size = self.size - 1
        step = size * POINT * LEADING
        lines = self._lines(picture.caption, WIDTH, size, bold=False)
        self._room(height + 1.5 + step * min(len(lines), 4))
        self.pages[-1].append(Image(LEFT, self.y, width, height, picture.data))
        self.y += height + 1.5
        for line in lines:
            self._room(step)
            self.pages[-1].append(Line(LEFT, self.y, WIDTH, line, size, gray=_GRAY))
            self.y += step
        self.y += _GAP


def _places(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Where each column begins, and how wide its text may be."""
    gutter, shares = 3.0, sum(column.share for column in columns)
    room, x, places = WIDTH - gutter * (len(columns) - 1), LEFT, []
    for column in columns:
        width = room * column.share / shares
        places.append((x, width))
        x += width + gutter
    return places


def lay_out(document: Document, blocks: Sequence[Block], faces: Faces) -> list[Page]:
    """The pages of `blocks`, each with its foot: what the document is, and which page of how many."""
    layout = Layout(faces, document.size)
    for block in blocks:
        layout.put(block)
    pages = [page for page in layout.pages if page] or [[]]
    for number, page in enumerate(pages, start=1):
        size = 8.0
        page.append(Line(LEFT, FOOT, WIDTH - 40, document.foot, size, gray=_GRAY))
        page.append(Line(LEFT + WIDTH - 40, FOOT, 40, f"Page {number} of {len(pages)}", size, gray=_GRAY, right=True))
    return pages
