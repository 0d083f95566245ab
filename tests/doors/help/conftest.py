"""An operator's folder of articles."""

from pathlib import Path

import pytest

from tests.makers.store import store

__all__ = ["store"]

ARTICLE = """---
title: {title}
summary: {summary}
created: 2026-11-20
edited: 2026-11-24
order: {order}
---
{text}
"""


class Folder:
    """The folder HELP_DIR names."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(
        self, slug: str, text: str, *, title: str = "How we pack", summary: str = "Short.", order: int = 45
    ) -> None:
        """An article with that text."""
        written = ARTICLE.format(title=title, summary=summary, order=order, text=text)
        (self.path / f"{slug}.md").write_text(written, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, settings) -> Folder:
    """An empty one, in use."""
    settings.HELP_DIR = tmp_path
    return Folder(tmp_path)
