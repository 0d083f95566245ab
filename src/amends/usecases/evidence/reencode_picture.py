"""A picture from outside is painted anew, so that nothing but its pixels is ever shown."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import ImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.Image import Image, Resampling, new
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

from amends.core.evidence.formats import MediaType
from amends.core.evidence.limits import Limits, check_pixels
from amends.core.refusals import Refusal
from amends.usecases.evidence.declared_size import declared_size
from amends.usecases.evidence.jpeg_scans import count_scans
from amends.usecases.evidence.paint import has_transparency, upright_srgb

SHOWN_SIDE = 2400
THUMBNAIL_SIDE = 320
_MOST_SCANS = 100
"""Encoders write about ten; a hundred cost a few seconds."""

_DECODERS: dict[MediaType, type[ImageFile.ImageFile]] = {
    MediaType.JPEG: JpegImageFile,
    MediaType.PNG: PngImageFile,
    MediaType.WEBP: WebPImageFile,
    MediaType.HEIC: HeifImageFile,
    MediaType.GIF: GifImageFile,
}
_ONE_AT_A_TIME = threading.Lock()


class Unreadable(Refusal):
    """The file begins like a picture and cannot be read as one: cut, damaged, or made to harm."""

    code = "evidence.unreadable"
    sentence = "“%(name)s” is damaged or incomplete and cannot be read as a %(format)s picture."
    kind = "invalid"
    field = "evidence"


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture painted anew, in sRGB and without any metadata. `shown_type` is JPEG, or PNG for GIFs and transparency.

    `width` and `height` are those of `shown`, in pixels. The thumbnail is always a JPEG, on white.
    """

    shown: bytes
    shown_type: MediaType
    thumbnail: bytes
    width: int
    height: int


def reencode_picture(*, file: IO[bytes], name: str, media_type: MediaType, limits: Limits) -> CleanPicture:
    """The picture in `file`, upright, its longest side at most SHOWN_SIDE; of an animation, the first frame.

    The size a picture declares is checked before anything is unfolded. `name` is a display name.
    Raises TooManyPixels or Unreadable. Leaves `file` anywhere.
    """
    with _decoding(name, media_type):
        file.seek(0)
        _check_before_opening(file, name=name, media_type=media_type, limits=limits)
        file.seek(0)
        image = _DECODERS[media_type](file)
        check_pixels(limits, name=name, width=image.width, height=image.height)
        shown = upright_srgb(image, longest_side=SHOWN_SIDE)
        as_png = has_transparency(shown) or media_type is MediaType.GIF
        return CleanPicture(
            shown=_png(shown) if as_png else _jpeg(shown),
            shown_type=MediaType.PNG if as_png else MediaType.JPEG,
            thumbnail=_thumbnail(shown),
            width=shown.width,
            height=shown.height,
        )


@contextmanager
def _decoding(name: str, media_type: MediaType) -> Iterator[None]:
    """One picture at a time, which bounds a process's memory and makes it safe to silence Python's warnings.

    Pillow remarks on damaged metadata by warning; that is about the upload, and no operator's concern.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Refusal:
            raise
        except Exception as error:
            # Every kind: a hostile file can break a decoder in any way.
            raise Unreadable(name=name, format=media_type.label) from error


def _check_before_opening(file: IO[bytes], *, name: str, media_type: MediaType, limits: Limits) -> None:
    if media_type is MediaType.JPEG:
        if count_scans(file.read()) > _MOST_SCANS:
            raise Unreadable(name=name, format=media_type.label)
    elif size := declared_size(media_type, file.read(30)):
        check_pixels(limits, name=name, width=size[0], height=size[1])


def _thumbnail(shown: Image) -> bytes:
    small = shown.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Resampling.LANCZOS)
    if small.mode != "RGBA":
        return _jpeg(small)
    white = new("RGB", small.size, "white")
    white.paste(small, mask=small)
    return _jpeg(white)


def _jpeg(image: Image) -> bytes:
    """Full color resolution: the small colored text of a screenshot smears without it."""
    written = BytesIO()
    image.save(written, "JPEG", quality=85, subsampling=0)
    return written.getvalue()


def _png(image: Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
