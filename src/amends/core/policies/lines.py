"""Which line of a policy's text a path is about."""

import re

from amends.core.policies.issues import Path

_HEADER = re.compile(r"\[(\[?)\s*([A-Za-z0-9_.\"'-]+)\s*\]")
_KEY = re.compile(r"([A-Za-z0-9_-]+)\s*=")
_QUOTES = re.compile('"""|' + "'''")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, on which each table and each key of a table begins; and the list items that begin a line.

    `text` must be TOML that can be read. Tables are those of a policy: named ones, and lists of them.
    """
    lines: dict[Path, int] = {}
    counts: dict[str, int] = {}
    table: Path = ()
    key: Path = ()
    item, within = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        stripped, opened = line.strip(), within
        for quotes in _QUOTES.findall(line):
            within = quotes if not within else "" if within == quotes else within
        if opened or not stripped or stripped.startswith("#"):
            continue
        if found := _HEADER.match(line):
            name = found[2]
            table = tuple(name.split("."))
            if found[1]:
                table = (name, counts.setdefault(name, 0))
                counts[name] += 1
            lines[table], key = number, ()
        elif found := _KEY.match(line):
            key, item = (*table, found[1]), 0
            lines[key] = number
        elif key and stripped[0] in "{\"'":
            lines[(*key, item)] = number
            item += 1
    return lines
