"""The articles: ours, and an operator's own in the folder HELP_DIR. A file is read again only when it changed."""

import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from amends.core.help.articles import ArticleInvalid, Head, fill, read_article
from amends.core.help.reading_time import minutes_to_read
from amends.doors.help.facts import article_facts
from amends.doors.help.markdown import Piece, render
from amends.doors.help.tables import TABLES

OWN = Path(__file__).parent / "articles"
MOST_BYTES = 500_000
_SLUG = re.compile(r"(?!policy$)[a-z0-9]+(?:-[a-z0-9]+)*")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Article:
    """An article, ready to be shown."""

    slug: str
    head: Head
    pieces: tuple[Piece, ...]
    minutes: int

    def body(self) -> SafeString:
        """The HTML, with its tables drawn as things stand now."""
        parts = (TABLES[piece.table]() if piece.table else piece.html for piece in self.pieces)
        return mark_safe("".join(parts))  # noqa: S308 - each part is safe by itself


_Seen = tuple[int, int]
_read: dict[Path, tuple[_Seen, Article | None]] = {}


def articles() -> dict[str, Article]:
    """The articles by slug, in their order. An operator's stands in the place of ours of the same name."""
    found = _of(OWN)
    if settings.HELP_DIR is not None:
        found |= _of(settings.HELP_DIR)
    return dict(sorted(found.items(), key=lambda one: (one[1].head.order, one[0])))


def _of(folder: Path) -> dict[str, Article]:
    try:
        with os.scandir(folder) as entries:
            files = [(Path(entry.path), entry.stat()) for entry in entries if entry.name.endswith(".md")]
    except OSError as fault:
        _log.warning("help articles: %s cannot be read: %s", folder, fault.strerror)
        return {}
    found = {path.stem: _article(path, (stat.st_mtime_ns, stat.st_size)) for path, stat in files}
    return {slug: article for slug, article in found.items() if article is not None}


def _article(path: Path, seen: _Seen) -> Article | None:
    """The article of a file; None for one that cannot be used, which the log tells of once."""
    known = _read.get(path)
    if known is None or known[0] != seen:
        try:
            known = seen, read(path)
        except (OSError, ValueError, ArticleInvalid) as fault:
            _log.warning("help article left out: %s: %s", path, fault)
            known = seen, None
        _read[path] = known
    return known[1]


def read(path: Path) -> Article:
    """The article of a file. Raises ArticleInvalid, OSError, and ValueError where its name or size will not do."""
    if not _SLUG.fullmatch(path.stem) or len(path.stem) > 80:
        raise ValueError("a file's name has small letters, digits and single dashes, and is not “policy”")
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"longer than {MOST_BYTES} bytes")
    written = read_article(path.read_text(encoding="utf-8"))
    text = fill(written, article_facts(), kept=frozenset(f"table:{name}" for name in TABLES))
    pieces = render(text, first_line=written.first_line)
    plain = strip_tags(" ".join(piece.html for piece in pieces))
    return Article(path.stem, written.head, pieces, minutes_to_read(plain))
