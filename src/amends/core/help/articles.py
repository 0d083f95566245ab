"""An article's file: a head of named lines between two lines of dashes, then its text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

FENCE = "---"
_NAME = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class ArticleInvalid(Exception):
    """An article's file cannot be used: in which line (from 1), and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True)
class Head:
    """What is said above an article. `order` sorts the articles, the lowest first."""

    title: str
    summary: str
    created: date
    edited: date
    order: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was written; `first_line` is the line of the file at which its text begins."""

    head: Head
    text: str
    first_line: int


def _words(told: str) -> str:
    if not told:
        raise ValueError("says nothing")
    return told


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise ValueError("is not a day such as 2026-11-25") from None


def _number(told: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", told):
        raise ValueError("is not a whole number")
    return int(told)


_READERS: dict[str, Callable[[str], object]] = {
    "title": _words,
    "summary": _words,
    "created": _day,
    "edited": _day,
    "order": _number,
}


def read_article(written: str) -> Article:
    """The article in a file's text. Raises ArticleInvalid."""
    lines = written.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != FENCE:
        raise ArticleInvalid(1, "the file does not begin with a line of three dashes")
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.strip() == FENCE), None)
    if end is None:
        raise ArticleInvalid(1, "no second line of three dashes ends the head")
    text = "\n".join(lines[end + 1 :])
    if not text.strip():
        raise ArticleInvalid(end + 1, "nothing stands below the head")
    return Article(_head(lines[1:end], last_line=end + 1), text, end + 2)


def _head(lines: list[str], *, last_line: int) -> Head:
    told: dict[str, object] = {}
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or name not in _READERS:
            raise ArticleInvalid(number, f"“{name}” is not one of {', '.join(_READERS)}")
        if name in told:
            raise ArticleInvalid(number, f"“{name}” is said twice")
        try:
            told[name] = _READERS[name](value)
        except ValueError as fault:
            raise ArticleInvalid(number, f"“{name}” {fault}") from None
    if missing := [name for name in _READERS if name not in told]:
        raise ArticleInvalid(last_line, f"the head does not say: {', '.join(missing)}")
    head = Head(**told)  # type: ignore[arg-type]
    if head.edited < head.created:
        raise ArticleInvalid(last_line, "the article was edited before it was created")
    return head


def fill(article: Article, values: Mapping[str, str], *, kept: frozenset[str] = frozenset()) -> str:
    """The text with values in place of the names in double braces; those in `kept` stay. Raises ArticleInvalid."""

    def value(found: re.Match[str], line: int) -> str:
        name = found[1]
        if name in kept:
            return "{{" + name + "}}"
        if name not in values:
            raise ArticleInvalid(line, f"nothing is called “{name}”")
        return values[name]

    return "\n".join(
        _NAME.sub(lambda found, line=number: value(found, line), line)  # type: ignore[misc]
        for number, line in enumerate(article.text.split("\n"), start=article.first_line)
    )
