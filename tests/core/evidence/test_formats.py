"""A file is what its content says."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from amends.core.evidence.formats import MediaKind, MediaType, UnknownType, describe, recognize, require_known
from tests.makers.files import atom, case_name, ebml, encoded, iso_media, jpeg, pdf, png, quarters


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (jpeg(), MediaType.JPEG),
        (png(), MediaType.PNG),
        (encoded(quarters(), "WEBP"), MediaType.WEBP),
        (encoded(quarters(), "WEBP", lossless=True), MediaType.WEBP),
        (encoded(quarters(), "GIF"), MediaType.GIF),
        (encoded(quarters(), "HEIF"), MediaType.HEIC),
        (iso_media(b"heix", b"mif1", b"heix"), MediaType.HEIC),
        (iso_media(b"mif1", b"mif1", b"heic"), MediaType.HEIC),
        (iso_media(b"msf1", b"msf1", b"hevc"), MediaType.HEIC),
        (iso_media(b"hevc", b"msf1"), MediaType.HEIC),
        (pdf(), MediaType.PDF),
        (iso_media(b"isom", b"isom", b"iso2", b"avc1", b"mp41"), MediaType.MP4),
        (iso_media(b"mp42", b"isom", b"mp42"), MediaType.MP4),
        (iso_media(b"avc1"), MediaType.MP4),
        (iso_media(b"iso6", b"dash"), MediaType.MP4),
        (iso_media(b"qt  ", b"qt  "), MediaType.MOV),
        (atom(b"moov", b"\x00" * 64), MediaType.MOV),
        (atom(b"wide", b"") + atom(b"mdat", b"\x00" * 64), MediaType.MOV),
        (atom(b"free", b"\x00" * 16) + atom(b"moov", b"\x00" * 64), MediaType.MOV),
        (b"\x00\x00\x00\x01mdat" + b"\x00" * 64, MediaType.MOV),
        (ebml(b"webm"), MediaType.WEBM),
        (ebml(b"webm\x00\x00"), MediaType.WEBM),
    ],
    ids=case_name,
)
def test_each_format_is_recognized(content: bytes, expected: MediaType) -> None:
    assert recognize(content[:4096]) is expected


SVG = (
    b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn --><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
)


def zipped() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("photo.jpg", jpeg())
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "an SVG drawing"),
        (b"<!DOCTYPE html><title>x</title><svg></svg>", "a web page"),
        (b"\n\n <script>alert(1)</script>", "a web page"),
        (b"Dear seller, the free parcel never came.", "a text"),
        (b"BMW seats, PK size", "a text"),
        ("我的包裹没有收到".encode(), "a text"),
        (zipped(), "a ZIP archive or an office document"),
        (b"MZ\x90\x00\x03\x00", "a program"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (encoded(quarters(), "BMP"), "a BMP picture"),
        (encoded(quarters(), "TIFF"), "a TIFF or camera raw picture"),
        (encoded(quarters(), "AVIF"), "an AVIF picture"),
        (iso_media(b"mif1", b"mif1", b"avif"), "an AVIF picture"),
        (iso_media(b"M4A ", b"M4A ", b"mp42", b"isom"), "a sound file"),
        (iso_media(b"crx ", b"crx ", b"isom"), "a video of another format"),
        (ebml(b"matroska"), "a Matroska video"),
        (b"\x01\x02\x03\x04", "a file of an unknown kind"),
        (b"\xff\xd8", "a file of an unknown kind"),
        (b"\x1aE\xdf\xa3", "a Matroska video"),
        (b"", "a file of an unknown kind"),
    ],
    ids=case_name,
)
def test_everything_else_is_refused_by_its_name_for_people(content: bytes, words: str) -> None:
    assert recognize(content[:4096]) is None
    assert describe(content[:4096]) == words


@pytest.mark.parametrize(
    "text", [b"The free parcel", b"any moov of it", b"The wide one  ", b"\x00\x00\x00\x08wide<script>alert(1)</script>"]
)
def test_a_text_with_an_atoms_name_in_the_right_place_is_no_film(text: bytes) -> None:
    assert recognize(text) is None


def test_no_beginning_of_a_file_breaks_the_recognizing() -> None:
    whole = (jpeg(), iso_media(b"isom", b"mp42"), ebml(b"webm"), SVG, atom(b"wide", b""))
    for content in whole:
        for length in range(min(len(content), 80)):
            recognize(content[:length])
            describe(content[:length])


def test_the_refusal_names_the_file_what_it_is_and_what_is_taken() -> None:
    with pytest.raises(UnknownType) as refused:
        require_known(SVG, name="photo.jpg")
    assert refused.value.code == "evidence.unknown_type"
    assert refused.value.facts == {"name": "photo.jpg", "accepted": list(MediaType)}
    assert refused.value.said == {
        "name": "photo.jpg",
        "found": "an SVG drawing",
        "accepted": "JPEG, PNG, WebP, HEIC, GIF, PDF, MP4, MOV, WebM",
    }
    assert refused.value.words() == (
        "“photo.jpg” is an SVG drawing and cannot be taken as evidence. "
        "These can: JPEG, PNG, WebP, HEIC, GIF, PDF, MP4, MOV, WebM."
    )


def test_each_type_has_its_kind_and_ending() -> None:
    assert [(one.kind, one.ending) for one in MediaType] == [
        (MediaKind.PICTURE, ".jpg"),
        (MediaKind.PICTURE, ".png"),
        (MediaKind.PICTURE, ".webp"),
        (MediaKind.PICTURE, ".heic"),
        (MediaKind.PICTURE, ".gif"),
        (MediaKind.DOCUMENT, ".pdf"),
        (MediaKind.VIDEO, ".mp4"),
        (MediaKind.VIDEO, ".mov"),
        (MediaKind.VIDEO, ".webm"),
    ]
