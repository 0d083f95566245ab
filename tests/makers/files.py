"""Files as people upload them, made on the spot: pictures by real encoders, the others by their beginnings."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.Image import Transpose
from PIL.TiffImagePlugin import IFDRational
from pillow_heif import register_heif_opener

register_heif_opener()

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def quarters(width: int = 64, height: int = 32, *, mode: str = "RGB") -> Image.Image:
    """Red and green above, blue and white below: no turn or mirroring of it looks like another."""
    image = Image.new(mode, (width, height))
    corners = ((0, 0, RED), (width // 2, 0, GREEN), (0, height // 2, BLUE), (width // 2, height // 2, WHITE))
    for x, y, color in corners:
        image.paste(color, (x, y, x + width // 2, y + height // 2))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """`image` as a file; `kind` is a Pillow format name, HEIF included."""
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def jpeg(**options: object) -> bytes:
    """A small sound JPEG."""
    return encoded(quarters(), "JPEG", **({"quality": 95, "subsampling": 0} | options))


def png(**options: object) -> bytes:
    """A small sound PNG."""
    return encoded(quarters(), "PNG", **options)


HELD = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}
"""How an upright picture lies in the file for each Exif orientation but 1 (Exif 2.32, tag 0x0112)."""


def held(orientation: int) -> Image.Image:
    """`quarters` of 96 × 48 as a camera held this way stores them."""
    upright = quarters(96, 48)
    return upright.transpose(HELD[orientation]) if orientation in HELD else upright


def exif_with_place(*, orientation: int = 1) -> Image.Exif:
    """What a phone writes: its maker, how it was held, and where it stood."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Pocketphone"
    degrees = (IFDRational(48), IFDRational(51), IFDRational(30))
    exif.get_ifd(0x8825).update({1: "N", 2: degrees, 3: "E", 4: degrees})
    return exif


def iso_media(brand: bytes, *compatible: bytes) -> bytes:
    """The beginning of an ISO media file (MP4, MOV, HEIC, AVIF, …), with a little of its data."""
    brands = brand + struct.pack(">I", 512) + b"".join(compatible)
    return atom(b"ftyp", brands) + atom(b"mdat", b"\x00" * 64)


def atom(name: bytes, content: bytes) -> bytes:
    """One QuickTime atom, or ISO media box."""
    return struct.pack(">I", len(content) + 8) + name + content


def ebml(doctype: bytes) -> bytes:
    """The beginning of a WebM or Matroska file, as common recorders write it."""
    version = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08"
    named = b"\x42\x82" + bytes([0x80 | len(doctype)]) + doctype + b"\x42\x87\x81\x02\x42\x85\x81\x02"
    content = version + named
    length = struct.pack(">Q", (1 << 56) | len(content))
    return b"\x1aE\xdf\xa3" + length + content + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff"


def pdf() -> bytes:
    """A PDF of one empty page."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def png_chunk(name: bytes, content: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_declaring(width: int, height: int, *, data: bytes = b"") -> bytes:
    """A one-bit gray PNG that says it is this large, with `data` (compressed) as its pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = png_chunk(b"IHDR", header) + (png_chunk(b"IDAT", data) if data else b"") + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def png_bomb(side: int) -> bytes:
    """A sound black PNG of side × side pixels in a thousandth of its unfolded bytes."""
    packer = zlib.compressobj(9)
    row = b"\x00" * (1 + (side + 7) // 8)
    return png_declaring(side, side, data=b"".join(packer.compress(row) for _ in range(side)) + packer.flush())


def gif_declaring(width: int, height: int) -> bytes:
    """A GIF with a screen of this size and one pixel of picture, which asks for its whole screen to be cleared."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    control = b"!\xf9\x04\x08\x00\x00\x00\x00"
    return screen + control + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02D\x01\x00;"


def webp_declaring(width: int, height: int) -> bytes:
    """The beginning of an extended WebP with a canvas of this size."""
    canvas = b"\x00\x00\x00\x00" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG whose last scan is repeated until it has this many."""
    sound = encoded(Image.new("RGB", (64, 64)), "JPEG", progressive=True)
    last = sound.rindex(b"\xff\xda")
    return sound[:last] + sound[last:-2] * (scans - sound.count(b"\xff\xda") + 1) + sound[-2:]


def opened(content: bytes | None) -> Image.Image:
    """The picture in a file's bytes, unfolded."""
    assert content is not None
    image = Image.open(BytesIO(content))
    image.load()
    return image


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colors in the middle of the four quarters, row by row, each channel to its nearest eighth."""
    rgb = image.convert("RGB")
    places = ((x * image.width // 4, y * image.height // 4) for y in (1, 3) for x in (1, 3))
    return [tuple(min(255, (channel + 16) // 32 * 32) for channel in rgb.getpixel(place)) for place in places]


def swapped_profile() -> bytes:
    """sRGB with its red and green swapped: unmistakable when it is applied."""
    plain = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = plain.index(b"rXYZ", 128), plain.index(b"gXYZ", 128)
    plain[red : red + 4], plain[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(plain)


def case_name(value: object) -> str | None:
    """For `ids=`: a file's bytes are too long to name a test by."""
    return f"{len(value)} bytes" if isinstance(value, bytes) else None
