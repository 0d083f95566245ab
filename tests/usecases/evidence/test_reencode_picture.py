"""A picture is painted anew: upright, in its true colors, and silent about where it was taken."""

from io import BytesIO

import pytest
from PIL import Image

from amends.core.evidence.formats import MediaType
from amends.core.evidence.limits import Limits
from amends.usecases.evidence.prepare_file import PreparedFile, prepare_file
from tests.makers.files import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    corners,
    encoded,
    exif_with_place,
    held,
    jpeg,
    opened,
    png,
    png_chunk,
    quarters,
    swapped_profile,
)

LIMITS = Limits()


def prepared(content: bytes, name: str = "photo.jpg", limits: Limits = LIMITS) -> PreparedFile:
    return prepare_file(file=BytesIO(content), name=name, limits=limits)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright_and_its_place_is_forgotten(kind: str, orientation: int) -> None:
    options = {"JPEG": {"quality": 95, "subsampling": 0}, "WEBP": {"lossless": True}}.get(kind, {})
    content = encoded(held(orientation), kind, exif=exif_with_place(orientation=orientation), **options)
    assert opened(content).getexif().get_ifd(0x8825)[1] == "N"

    result = prepared(content)

    for image in (opened(result.shown), opened(result.thumbnail)):
        assert image.size == (96, 48)
        assert corners(image) == [RED, GREEN, BLUE, WHITE]
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Pocketphone" in content
    assert b"Pocketphone" not in (result.shown or b"") + (result.thumbnail or b"")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_phones_heic_stands_upright_and_forgets_its_place(orientation: int) -> None:
    image = held(orientation)
    image.info["exif"] = exif_with_place(orientation=orientation).tobytes()
    content = encoded(image, "HEIF", quality=-1, chroma=444)
    assert b"Pocketphone" in content
    result = prepared(content, "IMG_0001.HEIC")
    shown = opened(result.shown)
    assert (shown.size, corners(shown), dict(shown.getexif())) == ((96, 48), [RED, GREEN, BLUE, WHITE], {})
    assert b"Pocketphone" not in (result.shown or b"")


def test_words_hidden_in_a_picture_are_forgotten() -> None:
    texts = png_chunk(b"tEXt", b"Comment\x00buyer lives here") + png_chunk(b"iTXt", b"XML:com.adobe.xmp" + b"\0" * 5)
    whole = png()
    result = prepared(whole[:33] + texts + whole[33:])
    assert b"buyer lives here" not in (result.shown or b"")
    result = prepared(jpeg(comment=b"buyer lives here"))
    assert b"buyer lives here" not in (result.shown or b"")


def test_a_page_hung_on_a_picture_comes_off() -> None:
    result = prepared(jpeg() + b"<html><script>alert(1)</script></html>")
    assert result.media_type is MediaType.JPEG
    assert b"<script>" not in (result.shown or b"")
    assert corners(opened(result.shown)) == [RED, GREEN, BLUE, WHITE]


def test_large_pictures_are_made_smaller_and_keep_their_shape() -> None:
    result = prepared(encoded(quarters(4000, 1000), "PNG"))
    assert (result.width, result.height) == opened(result.shown).size == (2400, 600)
    assert opened(result.thumbnail).size == (320, 80)
    assert corners(opened(result.shown)) == [RED, GREEN, BLUE, WHITE]
    turned = encoded(quarters(3000, 6000), "JPEG", exif=exif_with_place(orientation=6))
    assert opened(prepared(turned).shown).size == (2400, 1200)
    assert opened(prepared(encoded(quarters(6000, 2), "PNG")).shown).size == (2400, 1)


def test_transparency_is_kept_and_the_thumbnail_lies_on_white() -> None:
    image = quarters(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 255))
    image.paste((0, 0, 0, 0), (0, 0, 32, 16))
    result = prepared(encoded(image, "PNG"))
    assert result.shown_type is MediaType.PNG
    shown = opened(result.shown)
    assert (shown.mode, shown.getpixel((8, 8)), shown.getpixel((48, 8))) == ("RGBA", (0, 0, 0, 0), (0, 255, 0, 255))
    assert corners(opened(result.thumbnail)) == [WHITE, GREEN, BLUE, WHITE]


def test_a_screenshot_with_an_unused_alpha_channel_becomes_a_jpeg() -> None:
    result = prepared(encoded(quarters().convert("RGBA"), "PNG"))
    assert result.shown_type is MediaType.JPEG


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (quarters().quantize(8), [RED, GREEN, BLUE, WHITE]),
        (Image.new("1", (64, 32), 1), [WHITE] * 4),
        (Image.new("L", (64, 32), 128), [(128, 128, 128)] * 4),
        (Image.new("LA", (64, 32), (128, 255)), [(128, 128, 128)] * 4),
        (Image.new("I;16", (64, 32), 128 * 256), [(128, 128, 128)] * 4),
    ],
)
def test_every_kind_of_png_keeps_its_colors(image: Image.Image, expected: list[tuple[int, ...]]) -> None:
    assert corners(opened(prepared(encoded(image, "PNG")).shown)) == expected


def test_a_print_shops_cmyk_jpeg_becomes_rgb() -> None:
    shown = opened(prepared(encoded(quarters().convert("CMYK"), "JPEG", quality=95, subsampling=0)).shown)
    assert (shown.mode, corners(shown)) == ("RGB", [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_colors_of_another_profile_are_painted_in_srgb(kind: str) -> None:
    image = quarters()
    image.info["icc_profile"] = swapped_profile()
    options = {"quality": -1, "chroma": 444} if kind == "HEIF" else {"icc_profile": image.info["icc_profile"]}
    shown = opened(prepared(encoded(image, kind, **options)).shown)
    assert corners(shown) == [GREEN, RED, BLUE, WHITE]
    assert "icc_profile" not in shown.info


def test_a_broken_profile_or_exif_block_does_not_cost_the_picture() -> None:
    content = jpeg(icc_profile=b"no profile at all", exif=b"Exif\x00\x00no exif either")
    assert corners(opened(prepared(content).shown)) == [RED, GREEN, BLUE, WHITE]


def test_of_an_animation_the_first_frame_is_shown() -> None:
    red, blue = Image.new("RGB", (64, 32), RED), Image.new("RGB", (64, 32), BLUE)
    for kind in ("GIF", "WEBP", "PNG"):
        content = encoded(red, kind, save_all=True, append_images=[blue] * 3, duration=100)
        shown = opened(prepared(content).shown)
        assert (getattr(shown, "n_frames", 1), corners(shown)) == (1, [RED] * 4)
