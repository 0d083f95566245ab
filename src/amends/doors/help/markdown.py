"""Articles' Markdown as HTML: no HTML of the author's own, no address that runs anything."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amends.core.help.articles import ArticleInvalid
from amends.doors.help.pictures import PictureInvalid, figure, find_picture

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TABLE = re.compile(r"\{\{table:([a-z-]+)\}\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an article: HTML, or the name of a table that is drawn when the page is."""

    html: str = ""
    table: str = ""


def render(text: str, *, first_line: int) -> tuple[Piece, ...]:
    """The text's pieces. `first_line` is where it begins in its file. Raises ArticleInvalid."""
    pieces: list[Piece] = []
    waiting: list[Token] = []
    for token in _prepared(_MARKDOWN.parse(text), first_line):
        if token.type == "drawn":
            pieces += [_html(waiting), Piece(table=token.content)]
            waiting = []
        else:
            waiting.append(token)
    return tuple(piece for piece in [*pieces, _html(waiting)] if piece.html or piece.table)


def _html(tokens: Sequence[Token]) -> Piece:
    # The library escapes whatever is not Markdown, as HTML of the author's own is off.
    return Piece(html=mark_safe(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})))  # noqa: S308


def _prepared(tokens: list[Token], first_line: int) -> Iterator[Token]:
    """The tokens with what our pages need of them; a paragraph of one picture or one table's name becomes that."""
    at, ids = 0, set[str]()
    while at < len(tokens):
        token = tokens[at]
        inner = tokens[at + 1] if token.type == "paragraph_open" else None
        if inner is not None and (alone := _alone(inner, first_line)):
            yield alone
            at += 3
            continue
        if token.type == "heading_open":
            _head(token, tokens[at + 1], ids)
        elif token.type == "heading_close" and token.tag == "h1":
            token.tag = "h2"
        elif token.type == "inline":
            _check_pictures(token, first_line)
        yield from _around_table(token)
        at += 1


def _alone(inner: Token, first_line: int) -> Token | None:
    children = inner.children or []
    if (named := _TABLE.fullmatch(inner.content.strip())) is not None:
        return Token("drawn", "", 0, content=named[1])
    if len(children) == 1 and children[0].type == "image":
        (image,) = children
        try:
            picture = find_picture(str(image.attrGet("src")))
        except PictureInvalid as fault:
            raise ArticleInvalid(_line(inner, first_line), str(fault)) from None
        drawn = figure(picture, told=image.content, caption=str(image.attrGet("title") or ""))
        return Token("html_block", "", 0, content=f"{drawn}\n")
    return None


def _check_pictures(inline: Token, first_line: int) -> None:
    if any(child.type == "image" for child in inline.children or []):
        raise ArticleInvalid(_line(inline, first_line), "a picture stands in a paragraph of its own")


def _line(token: Token, first_line: int) -> int:
    return first_line + (token.map[0] if token.map else 0)


def _head(opening: Token, inner: Token, ids: set[str]) -> None:
    """The page's title is its only first heading; each heading can be linked to, under a name of its own."""
    if opening.tag == "h1":
        opening.tag = "h2"
    name = f"part-{slugify(inner.content, allow_unicode=True)}"
    unused = next(one for one in (name, *(f"{name}-{again}" for again in range(2, len(ids) + 3))) if one not in ids)
    ids.add(unused)
    opening.attrSet("id", unused)


def _around_table(token: Token) -> Iterator[Token]:
    if token.type == "table_open":
        token.attrSet("class", "table")
        yield Token("html_block", "", 0, content='<div class="table-wrap" tabindex="0">\n')
    elif token.type == "th_open":
        token.attrSet("scope", "col")
    yield token
    if token.type == "table_close":
        yield Token("html_block", "", 0, content="</div>\n")
