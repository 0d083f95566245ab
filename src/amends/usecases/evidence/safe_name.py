"""The name a file is shown under, made from what a browser sent."""

import unicodedata

_LONGEST = 120
_LONGEST_ENDING = 10


def safe_name(name: str) -> str:
    """The last part of a path, in one line of at most 120 visible characters; ``file`` if none is left.

    The ending is kept. Control and invisible characters go (with a right-to-left override, ``agpj.exe`` reads as
    ``aexe.jpg``), and so do dots and blanks at either end. Letters of every script stay.
    It is for showing; never open a path by it.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(" " if one.isspace() else one for one in last if one.isspace() or not _invisible(one))
    plain = " ".join(visible.split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > _LONGEST and stem and len(ending) <= _LONGEST_ENDING:
        plain = stem[: _LONGEST - len(ending) - 1].rstrip(". ") + dot + ending
    return plain[:_LONGEST] or "file"


def _invisible(character: str) -> bool:
    """Control, format (bidirectional overrides, zero width), surrogate, private and unassigned characters."""
    return unicodedata.category(character).startswith("C")
