"""Searching a few texts in memory: folded, every word must occur, a title counts more than a summary or a text.

A word is found where a word of the text begins with it; written without spaces, as in Chinese, anywhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from amends.core.orders.folding import fold

MOST_LETTERS = 100
MOST_WORDS = 8
AROUND = 90
_WITHOUT_SPACES = "\u2e80"
"""From this letter on, scripts mostly set no space between words."""


@dataclass(frozen=True, slots=True)
class Page:
    """Something that can be found. `key` is the caller's own."""

    key: str
    title: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of an excerpt; `marked` where it is what was searched for."""

    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page, and where in it the words stand."""

    page: Page
    excerpt: tuple[Bit, ...]


def words_of(asked: str) -> tuple[str, ...]:
    """The different words of a search, folded; a very long one is cut."""
    return tuple(dict.fromkeys(fold(asked[:MOST_LETTERS]).split()[:MOST_WORDS]))


def find(asked: str, pages: Iterable[Page]) -> tuple[Found, ...]:
    """The pages in which every word of `asked` occurs, the best first; nothing for a search without words."""
    words = [_pattern(word) for word in words_of(asked)]
    if not words:
        return ()
    ranked = [(rank, page) for page in pages if (rank := _rank(words, page))]
    ranked.sort(key=lambda one: -one[0])
    return tuple(Found(page, _excerpt(words, page)) for _, page in ranked)


def _pattern(word: str) -> re.Pattern[str]:
    begins = r"(?<![^\W_])" if word[0] < _WITHOUT_SPACES else ""
    return re.compile(begins + re.escape(word))


def _rank(words: list[re.Pattern[str]], page: Page) -> int:
    title, summary, text = fold(page.title), fold(page.summary), fold(page.text)
    ranks = [4 * bool(word.search(title)) + 2 * bool(word.search(summary)) + bool(word.search(text)) for word in words]
    return sum(ranks) if all(ranks) else 0


def _excerpt(words: list[re.Pattern[str]], page: Page) -> tuple[Bit, ...]:
    """Around the first of the words in the text; the summary where they stand in the title or the summary alone."""
    text = page.text if any(word.search(fold(page.text)) for word in words) else page.summary
    folded, places = _folded(text)
    hits = _hits(words, folded)
    first = hits[0][0] if hits else 0
    start = max(0, first - AROUND)
    while 0 < start < first and not folded[start - 1].isspace():
        start += 1
    end = min(len(folded), first + 2 * AROUND)
    while end < len(folded) and end < first + 3 * AROUND and not folded[end].isspace():
        end += 1
    bits = list(_bits(text, places, start, end, [hit for hit in hits if hit[1] <= end]))
    if start > 0:
        bits.insert(0, Bit("… ", marked=False))
    if end < len(folded):
        bits.append(Bit(" …", marked=False))
    return tuple(bits)


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place of the letter it came from; one more place at its end."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        folded = " " if letter.isspace() else fold(letter)
        letters.append(folded)
        places += [at] * len(folded)
    return "".join(letters), [*places, len(text)]


def _hits(words: list[re.Pattern[str]], folded: str) -> list[tuple[int, int]]:
    """Where the words stand, joined where they overlap."""
    found = [hit.span() for word in words for hit in word.finditer(folded)]
    hits: list[tuple[int, int]] = []
    for begin, stop in sorted(found):
        if hits and begin <= hits[-1][1]:
            hits[-1] = (hits[-1][0], max(stop, hits[-1][1]))
        else:
            hits.append((begin, stop))
    return hits


def _bits(text: str, places: list[int], start: int, end: int, hits: list[tuple[int, int]]) -> Iterable[Bit]:
    at = start
    for begin, stop in [*hits, (end, end)]:
        for first, last, marked in ((at, begin, False), (begin, stop, True)):
            if text[places[first] : places[last]]:
                yield Bit(text[places[first] : places[last]], marked)
        at = stop
