"""Pictures made to harm, or harmed on their way, are refused by name."""

import re
import resource
import warnings
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from amends.core.evidence.formats import require_known
from amends.core.evidence.limits import Limits, TooManyPixels
from amends.core.refusals import Refusal
from amends.usecases.evidence.declared_size import declared_size
from amends.usecases.evidence.prepare_file import PreparedFile, prepare_file
from amends.usecases.evidence.reencode_picture import Unreadable
from tests.makers.files import (
    case_name,
    encoded,
    exif_with_place,
    gif_declaring,
    jpeg,
    jpeg_of_many_scans,
    opened,
    png,
    png_bomb,
    png_chunk,
    png_declaring,
    quarters,
    swapped_profile,
    webp_declaring,
)

LIMITS = Limits()


def prepared(content: bytes, name: str = "photo.jpg", limits: Limits = LIMITS) -> PreparedFile:
    return prepare_file(file=BytesIO(content), name=name, limits=limits)


def test_a_gif_of_thousands_of_frames_costs_one() -> None:
    one = encoded(Image.new("P", (64, 64)), "GIF")
    frame = one[one.index(b",") : -1]
    result = prepared(one[:-1] + frame * 5000 + b";")
    assert (result.width, result.height) == (64, 64)


@pytest.mark.parametrize(
    ("content", "actual"),
    [
        (png_declaring(50_000, 50_000), "50000 × 50000"),
        (gif_declaring(50_000, 50_000), "50000 × 50000"),
        (webp_declaring(16_000, 16_000), "16000 × 16000"),
        (encoded(Image.new("1", (9000, 6000)), "PNG"), "9000 × 6000"),
        (encoded(Image.new("L", (9000, 6000)), "JPEG"), "9000 × 6000"),
        (encoded(Image.new("RGB", (8000, 6501)), "WEBP", method=0), "8000 × 6501"),
    ],
    ids=case_name,
)
def test_a_picture_that_says_it_is_huge_is_refused(content: bytes, actual: str) -> None:
    with pytest.raises(TooManyPixels) as refused:
        prepared(content, "huge.png")
    assert refused.value.code == "evidence.too_many_pixels"
    assert refused.value.said == {"name": "huge.png", "actual": actual, "limit": "52"}


@pytest.mark.parametrize(
    "content",
    [
        encoded(quarters(), "WEBP"),
        encoded(quarters(), "WEBP", lossless=True),
        encoded(quarters(), "WEBP", exif=exif_with_place()),
        encoded(quarters(), "GIF"),
    ],
    ids=case_name,
)
def test_the_size_is_read_before_a_decoder_takes_memory_for_it(content: bytes) -> None:
    media_type = require_known(content, name="a")
    assert declared_size(media_type, content[:30]) == (64, 32)
    assert declared_size(media_type, content[:29]) is None


def test_a_heic_that_says_it_is_huge_is_refused() -> None:
    with pytest.raises(TooManyPixels) as refused:
        prepared(encoded(quarters(128, 128), "HEIF", quality=-1, chroma=444), "a.heic", Limits(max_pixels=10_000))
    assert refused.value.said["actual"] == "128 × 128"


def test_a_real_decompression_bomb_is_never_unfolded() -> None:
    bomb = png_bomb(50_000)
    assert len(bomb) < 400_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooManyPixels):
        prepared(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_png_whose_text_unfolds_to_megabytes_is_refused() -> None:
    packed = zlib.compress(bytes(50_000_000))
    whole = png()
    with pytest.raises(Unreadable):
        prepared(whole[:33] + png_chunk(b"zTXt", b"Comment\x00\x00" + packed) + whole[33:])


def test_a_jpeg_that_is_painted_over_and_over_is_refused() -> None:
    assert prepared(jpeg_of_many_scans(100)).width == 64
    with pytest.raises(Unreadable):
        prepared(jpeg_of_many_scans(101))
    filmed = prepared(jpeg() + b"\xff\xda\x00\x08" * 1000)
    assert filmed.width == 64


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF"])
def test_a_picture_cut_short_is_refused_by_name(kind: str) -> None:
    content = encoded(Image.effect_noise((200, 200), 60).convert("RGB"), kind)
    with pytest.raises(Unreadable) as refused:
        prepared(content[: len(content) // 2], "half.jpg")
    assert refused.value.code == "evidence.unreadable"
    assert refused.value.facts == {"name": "half.jpg", "format": {"WEBP": "WebP", "HEIF": "HEIC"}.get(kind, kind)}
    assert (refused.value.kind, refused.value.field) == ("invalid", "evidence")


SEEDS = {
    "jpeg": jpeg(exif=exif_with_place(orientation=6), icc_profile=swapped_profile()),
    "progressive": encoded(quarters(), "JPEG", progressive=True),
    "png": png(exif=exif_with_place(orientation=6)),
    "webp": encoded(quarters(), "WEBP", exif=exif_with_place()),
    "gif": encoded(quarters(), "GIF"),
    "heic": encoded(quarters(), "HEIF", quality=-1, chroma=444),
}


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(damage=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=6))
def test_whatever_is_damaged_a_picture_is_prepared_or_refused(kind: str, damage: list[tuple[int, int]]) -> None:
    content = bytearray(SEEDS[kind])
    for place, value in damage:
        content[place % len(content)] = value
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            result = prepared(bytes(content))
        except Refusal as refusal:
            assert re.fullmatch(r"evidence\.\w+", refusal.code)
        else:
            assert result.media_type.kind != "picture" or opened(result.shown).size == (result.width, result.height)
    assert said == []
