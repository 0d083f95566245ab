"""How large a picture says it is, for the formats whose decoders take memory as soon as they are opened.

Sources: the GIF 89a specification, section 18; RFC 9649 (WebP), sections 2.5 to 2.7.
"""

from amends.core.evidence.formats import MediaType


def declared_size(media_type: MediaType, head: bytes) -> tuple[int, int] | None:
    """Width and height written in the first 30 bytes of a GIF or WebP; None for other formats and cut files."""
    if len(head) < 30:
        return None
    if media_type is MediaType.GIF:
        return _number(head, 6, 2), _number(head, 8, 2)
    return _webp(head) if media_type is MediaType.WEBP else None


def _webp(head: bytes) -> tuple[int, int] | None:
    if head[12:16] == b"VP8X":
        return _number(head, 24, 3) + 1, _number(head, 27, 3) + 1
    if head[12:16] == b"VP8 ":
        return _number(head, 26, 2) & 0x3FFF, _number(head, 28, 2) & 0x3FFF
    if head[12:16] == b"VP8L":
        both = _number(head, 21, 4)
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    return None


def _number(head: bytes, at: int, width: int) -> int:
    return int.from_bytes(head[at : at + width], "little")
