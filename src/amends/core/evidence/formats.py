"""Which files are taken as evidence, recognized by their first bytes and never by their name.

Sources: each format's own signature; ISO/IEC 14496-12 (file type box), 23008-12 (HEIF brands), Apple's QuickTime
File Format, RFC 8794 (EBML).
"""

import re
from codecs import getincrementaldecoder
from enum import StrEnum

from amends.core.evidence.containers import ebml_doctype, file_brands, starts_like_quicktime
from amends.core.refusals import Refusal, Said, Words

HEAD_BYTES = 4096
"""How much of a file's beginning `recognize` wants to see; shorter files are given whole."""


class MediaKind(StrEnum):
    """How evidence is shown: pictures are re-encoded; videos and documents are passed as they are."""

    PICTURE = "picture"
    VIDEO = "video"
    DOCUMENT = "document"


class MediaType(StrEnum):
    """The formats taken. The value is the content type to serve the file with."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    GIF = "image/gif"
    PDF = "application/pdf"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    WEBM = "video/webm"

    @property
    def kind(self) -> MediaKind:
        """Picture, video or document."""
        if self.startswith("image/"):
            return MediaKind.PICTURE
        return MediaKind.VIDEO if self.startswith("video/") else MediaKind.DOCUMENT

    @property
    def ending(self) -> str:
        """The usual file ending with its dot: ``.jpg``."""
        return _ENDINGS.get(self, f".{self.name.lower()}")

    @property
    def label(self) -> str:
        """How people call the format: ``JPEG``."""
        return _LABELS.get(self, self.name)


_ENDINGS = {MediaType.JPEG: ".jpg"}
_LABELS = {MediaType.WEBP: "WebP", MediaType.WEBM: "WebM"}

ACCEPTED_LABELS = ", ".join(one.label for one in MediaType)
"""All formats taken, for a sentence."""


class UnknownType(Refusal):
    """The content is none of the formats taken, whatever the name says."""

    code = "evidence.unknown_type"
    sentence = "“%(name)s” is %(found)s and cannot be taken as evidence. These can: %(accepted)s."
    kind = "invalid"
    field = "evidence"


_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF_BRANDS = {b"mif1", b"msf1", b"mif2"}
_MP4_WORDS = b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 mmp4 avc1 hvc1 av01"
_MP4_BRANDS = {brand.ljust(4) for brand in (_MP4_WORDS + b" M4V M4VH M4VP MSNV XAVC dash msdh f4v F4V").split()}

_SIGNATURES = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"GIF87a", MediaType.GIF),
    (b"GIF89a", MediaType.GIF),
    (b"%PDF-", MediaType.PDF),
)

_LOOKALIKES = (
    (b"PK", "a ZIP archive or an office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF or camera raw picture"),
    (b"MM\x00*", "a TIFF or camera raw picture"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"ID3", "a sound file"),
)

_MARKUP = re.compile(rb"<(svg|!doctype html|html|head|body|script|iframe)\b")


def recognize(head: bytes) -> MediaType | None:
    """The format of a file that begins with `head` (its first HEAD_BYTES), or None if it is not one of ours."""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if ebml_doctype(head) == b"webm":
        return MediaType.WEBM
    brands = file_brands(head)
    if brands:
        return _by_brand(brands)
    return MediaType.MOV if starts_like_quicktime(head) else None


def _by_brand(brands: list[bytes]) -> MediaType | None:
    """The first brand is the file's own; the others only say who else may read it (AVIF names mif1, M4A names isom)."""
    own = brands[0]
    if own in _HEIC_BRANDS or (own in _HEIF_BRANDS and b"avif" not in brands):
        return MediaType.HEIC
    if own == b"qt  ":
        return MediaType.MOV
    return MediaType.MP4 if own in _MP4_BRANDS else None


def describe(head: bytes) -> str:
    """The best guess, for people, at what a file is that `recognize` does not know. Empty bytes are unknown too."""
    brands = file_brands(head)
    if b"avif" in brands or b"avis" in brands:
        return "an AVIF picture"
    if brands:
        return "a sound file" if brands[0] in {b"M4A ", b"M4B "} else "a video of another format"
    if _is_text(head):
        return _describe_text(head.lower())
    return next((words for signature, words in _LOOKALIKES if head.startswith(signature)), "a file of an unknown kind")


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters; the last letter may be cut."""
    try:
        text = getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return bool(text) and not any(letter < " " and letter not in "\t\n\f\r" for letter in text)


def _describe_text(text: bytes) -> str:
    """A drawing may hold a script and a page may hold a drawing: the outermost, which comes first, names the text."""
    outermost = _MARKUP.search(text)
    if outermost is None:
        return "a text"
    return "an SVG drawing" if outermost[1] == b"svg" else "a web page"


def require_known(head: bytes, *, name: str) -> MediaType:
    """The format, or raises UnknownType. `name` is a display name and only ever shown."""
    media_type = recognize(head)
    if media_type is None:
        raise UnknownType(name=name, found=Words(describe(head)), accepted=Said(list(MediaType), ACCEPTED_LABELS))
    return media_type
