"""Breaking text into lines: at spaces, between Chinese, Japanese and Korean characters, and inside what is too long."""

import re
from collections.abc import Callable, Iterator

_CJK = "\u2e80-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_CLOSING = "，。、；：？！）》」』】〉〕〗’”…％·ー々"
_OPENING = "（《「『【〈〔〖‘“"
_PIECES = re.compile(
    rf" +|[{_OPENING}]*[{_CJK}\U00020000-\U0003ffff][{_CLOSING}]*|[^ {_CJK}\U00020000-\U0003ffff]+[{_CLOSING}]*|."
)
"""A run of spaces, one character with the punctuation that stays with it, or a word."""

Width = Callable[[str], float]


def break_lines(text: str, most: float, width: Width) -> list[str]:
    """The lines of `text`, none wider than `most` in the measure of `width` (single characters excepted)."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, most, width)]


def _paragraph(text: str, most: float, width: Width) -> Iterator[str]:
    line, used = "", 0.0
    for found in _PIECES.finditer(text):
        piece = found.group()
        wide = width(piece)
        if used + wide <= most:
            line, used = line + piece, used + wide
            continue
        if piece.isspace():
            yield line
            line, used = "", 0.0
            continue
        if line.strip():
            yield line.rstrip()
            line, used = "", 0.0
        *whole, line = _cut(piece, most, width) if wide > most else [piece]
        yield from whole
        used = width(line)
    yield line.rstrip()


def _cut(word: str, most: float, width: Width) -> list[str]:
    """A word too long for any line, in pieces that fit."""
    pieces, piece, used = [], "", 0.0
    for one in word:
        wide = width(one)
        if piece and used + wide > most:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + one, used + wide
    return [*pieces, piece]
