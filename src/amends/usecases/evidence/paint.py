"""The pixels of an opened picture as a browser would paint them: upright, in sRGB, small enough to show."""

import struct
from io import BytesIO

from PIL import ImageCms
from PIL.ExifTags import Base
from PIL.Image import Image, Resampling, Transpose
from PIL.JpegImagePlugin import JpegImageFile

_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""Which turn makes a picture upright, by its Exif orientation (Exif 2.32, tag 0x0112)."""

_SRGB = ImageCms.createProfile("sRGB")


def upright_srgb(image: Image, *, longest_side: int) -> Image:
    """The picture as nothing but pixels, in mode L, RGB or RGBA; `image` is used up.

    Raises whatever its decoder raises.
    """
    if isinstance(image, JpegImageFile):
        # Unfolds no more than needed. HEIC would answer with an embedded thumbnail, which may show something else.
        image.draft(None, (longest_side, longest_side))
    image.load()
    turn = _UPRIGHT.get(_orientation(image))
    profile = image.info.get("icc_profile")
    painted = _full_color(image)
    painted.thumbnail((longest_side, longest_side), Resampling.LANCZOS)
    painted = _in_srgb(painted, profile)
    if turn is not None:
        painted = painted.transpose(turn)
    painted.info.clear()
    return painted


def has_transparency(image: Image) -> bool:
    """Whether any pixel of a picture from `upright_srgb` can be seen through."""
    return image.mode == "RGBA"


def _orientation(image: Image) -> int:
    """1 where the metadata is damaged: the picture itself may well be whole."""
    try:
        orientation = image.getexif().get(Base.Orientation, 1)
    except (SyntaxError, ValueError, TypeError, LookupError, OSError, struct.error):
        return 1
    return orientation if isinstance(orientation, int) else 1


def _full_color(image: Image) -> Image:
    """L, RGB, RGBA or CMYK in place of palettes, single bits and 16-bit gray; opaque alpha is dropped."""
    if image.has_transparency_data:
        full = image if image.mode == "RGBA" else image.convert("RGBA")
        return full if full.getchannel("A").getextrema()[0] != 255 else full.convert("RGB")
    if image.mode.startswith("I"):
        # Converting alone would cut every bright gray to white.
        return image.point(lambda gray: gray * (1 / 256)).convert("L")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """`image` with the colors its profile means; without one, or with a broken one, as browsers take it: as sRGB."""
    plain = image.convert("RGB") if image.mode == "RGBA" else image
    try:
        colored = ImageCms.profileToProfile(plain, BytesIO(profile), _SRGB, outputMode="RGB") if profile else None
    except ImageCms.PyCMSError:
        colored = None
    if colored is None:
        return image.convert("RGB") if image.mode == "CMYK" else image
    if image.mode == "RGBA":
        colored.putalpha(image.getchannel("A"))
    return colored
