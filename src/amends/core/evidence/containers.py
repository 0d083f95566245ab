"""What the first bytes of container files say: ISO media brands, QuickTime's first atoms, EBML's document type."""

_ATOMS = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_LONGEST_ATOM = 0x09000000
"""An atom's size is its first four bytes; from here on (150 MB) they may as well be four characters of a text."""


def file_brands(head: bytes) -> list[bytes]:
    """The brands of an ISO media file, its own first, then the compatible ones; [] if it is no such file."""
    if head[4:8] != b"ftyp" or len(head) < 16:
        return []
    size = int.from_bytes(head[:4], "big")
    named = head[16 : min(size, len(head))]
    return [head[8:12], *(named[at : at + 4] for at in range(0, len(named) - 3, 4))]


def starts_like_quicktime(head: bytes) -> bool:
    """Whether a file without a file type box starts with QuickTime atoms, as older cameras write them."""
    if head[4:8] not in _ATOMS:
        return False
    size = int.from_bytes(head[:4], "big")
    following = head[size + 4 : size + 8]
    if head[4:8] in {b"moov", b"mdat"}:
        return size < _LONGEST_ATOM
    # What comes before the film itself is short, and what follows it must be an atom too.
    return 8 <= size < _LONGEST_ATOM and (following in _ATOMS or not following)


def ebml_doctype(head: bytes) -> bytes | None:
    """The document type of an EBML file (``webm``, ``matroska``), or None if it is no such file or does not say."""
    if head[:4] != b"\x1aE\xdf\xa3":
        return None
    end, at = _sized(head, 4)
    end += at
    while at < min(end, len(head)):
        name_end = at + _width(head, at)
        length, start = _sized(head, name_end)
        if head[at:name_end] == b"\x42\x82":
            return head[start : start + length].rstrip(b"\x00")
        at = start + length
    return None


def _sized(head: bytes, at: int) -> tuple[int, int]:
    """The EBML size written at `at`, and where what it measures begins."""
    width = _width(head, at)
    marked = int.from_bytes(head[at : at + width], "big")
    return marked & ~(1 << (7 * width)), at + width


def _width(head: bytes, at: int) -> int:
    """How many bytes an EBML number takes: one more than its first byte has leading zeros. 9 for a zero byte."""
    return 9 - head[at].bit_length() if at < len(head) else 1
