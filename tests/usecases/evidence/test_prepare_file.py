"""An uploaded file becomes evidence, or is refused by name."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from amends.core.evidence.formats import MediaType, UnknownType
from amends.core.evidence.limits import EmptyFile, FileTooLarge, Limits
from amends.usecases.evidence.prepare_file import PreparedFile, prepare_file
from tests.makers.files import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    atom,
    case_name,
    corners,
    ebml,
    encoded,
    iso_media,
    jpeg,
    opened,
    pdf,
    png,
    quarters,
)

LIMITS = Limits()


def prepared(content: bytes, name: str = "photo.jpg", limits: Limits = LIMITS) -> PreparedFile:
    return prepare_file(file=BytesIO(content), name=name, limits=limits)


@pytest.mark.parametrize(
    ("content", "media_type", "shown_type"),
    [
        (jpeg(), MediaType.JPEG, MediaType.JPEG),
        (png(), MediaType.PNG, MediaType.JPEG),
        (encoded(quarters(), "WEBP", lossless=True), MediaType.WEBP, MediaType.JPEG),
        (encoded(quarters(), "HEIF", quality=-1, chroma=444), MediaType.HEIC, MediaType.JPEG),
        (encoded(quarters(), "GIF"), MediaType.GIF, MediaType.PNG),
    ],
    ids=case_name,
)
def test_a_picture_of_each_format_is_painted_anew(content: bytes, media_type: MediaType, shown_type: MediaType) -> None:
    file = BytesIO(content)
    result = prepare_file(file=file, name="picture.bin", limits=LIMITS)

    assert (result.media_type, result.shown_type, result.size) == (media_type, shown_type, len(content))
    assert result.sha256 == hashlib.sha256(content).hexdigest()
    shown, thumbnail = opened(result.shown), opened(result.thumbnail)
    assert (shown.get_format_mimetype(), thumbnail.format) == (str(shown_type), "JPEG")
    assert (result.width, result.height) == shown.size == thumbnail.size == (64, 32)
    assert corners(shown) == corners(thumbnail) == [RED, GREEN, BLUE, WHITE]
    assert file.read() == content


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (pdf(), MediaType.PDF),
        (iso_media(b"mp42", b"isom"), MediaType.MP4),
        (iso_media(b"qt  "), MediaType.MOV),
        (ebml(b"webm"), MediaType.WEBM),
    ],
    ids=case_name,
)
def test_videos_and_documents_pass_as_they_are(content: bytes, media_type: MediaType) -> None:
    file = BytesIO(content)
    assert prepare_file(file=file, name="clip.bin", limits=LIMITS) == PreparedFile(
        name="clip.bin", media_type=media_type, size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )
    assert file.read() == content


class InPieces(BytesIO):
    """A file that counts how much is asked of it at once."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0
        self.largest = max(self.largest, size)
        return super().read(size)


def test_a_video_is_read_in_pieces() -> None:
    content = iso_media(b"isom") + atom(b"mdat", bytes(5_000_000))
    file = InPieces(content)
    assert prepare_file(file=file, name="a.mp4", limits=LIMITS).sha256 == hashlib.sha256(content).hexdigest()
    assert file.largest <= 1024 * 1024


def test_a_wrong_ending_changes_nothing() -> None:
    result = prepared(png(), "clip.mp4")
    assert (result.media_type, result.name) == (MediaType.PNG, "clip.mp4")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFile) as refused:
        prepared(b"", "nothing.jpg")
    assert (refused.value.code, refused.value.facts) == ("evidence.empty_file", {"name": "nothing.jpg"})


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "logo.svg", "an SVG drawing"),
        (b"<html><script>alert(1)</script></html>", "photo.jpg", "a web page"),
        (b"MZ\x90\x00", "photo.jpg", "a program"),
    ],
    ids=case_name,
)
def test_what_only_calls_itself_a_picture_is_refused(content: bytes, name: str, found: str) -> None:
    with pytest.raises(UnknownType) as refused:
        prepared(content, name)
    assert refused.value.code == "evidence.unknown_type"
    assert refused.value.facts == {"name": name, "accepted": list(MediaType)}
    assert refused.value.said == {
        "name": name,
        "found": found,
        "accepted": "JPEG, PNG, WebP, HEIC, GIF, PDF, MP4, MOV, WebM",
    }


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "long.mov"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with path.open("rb") as file, pytest.raises(FileTooLarge) as refused:
        prepare_file(file=file, name="long.mov", limits=LIMITS)
    assert refused.value.facts == {"name": "long.mov", "actual": 50 << 20, "limit": 20 << 20}
    assert refused.value.said == {"name": "long.mov", "actual": "50 MB", "limit": "20 MB"}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\IMG 0001.HEIC", "IMG 0001.HEIC"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("two\r\nlines\x00\x1b[31m.png", "two lines[31m.png"),
        ("\u200b\ufeff", "file"),
        ("..", "file"),
        ("", "file"),
        ("folder/", "folder"),
        (".htaccess", "htaccess"),
        ("包裹照片.jpg", "包裹照片.jpg"),
        ("cafe\u0301.png", "café.png"),
        ("坏" * 300, "坏" * 120),
        ("坏" * 300 + ".jpeg", "坏" * 115 + ".jpeg"),
        ("a." + "b" * 300, "a." + "b" * 118),
        ("\ud800x.png", "x.png"),
    ],
    ids=case_name,
)
def test_hostile_names_become_harmless_ones(sent: str, shown: str) -> None:
    assert prepared(pdf(), sent).name == shown
    with pytest.raises(EmptyFile) as refused:
        prepared(b"", sent)
    assert refused.value.facts == {"name": shown}
