"""Pictures that the demo's people give as evidence, drawn on the spot."""

from io import BytesIO

from PIL import Image, ImageDraw

_INK, _PAPER, _QUIET = (34, 38, 42), (250, 249, 246), (120, 126, 132)


def complaint(*, sender: str, words: str) -> bytes:
    """A mail as a mail program shows it, its sender's address on top."""
    image = Image.new("RGB", (900, 520), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 900, 56), fill=(232, 236, 238))
    draw.text((28, 18), "Inbox", fill=_INK, font_size=20)
    draw.text((28, 84), f"From: {sender}", fill=_INK, font_size=22)
    draw.text((28, 118), "Subject: My order", fill=_QUIET, font_size=20)
    draw.line((28, 158, 872, 158), fill=(214, 216, 214), width=2)
    draw.multiline_text((28, 184), words, fill=_INK, font_size=24, spacing=12)
    return _jpeg(image)


def product(sku: str = "LAMP") -> bytes:
    """What arrived, on a table: a lamp with a cracked shade, a chipped vessel, or a box with something left out."""
    image = Image.new("RGB", (900, 675), (206, 198, 186))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 480, 900, 675), fill=(150, 118, 88))
    if sku.startswith("LAMP"):
        draw.polygon(((330, 130), (570, 130), (640, 330), (260, 330)), fill=(242, 232, 208), outline=(182, 170, 140))
        draw.rectangle((438, 330, 462, 520), fill=(88, 74, 60))
        draw.ellipse((370, 500, 530, 548), fill=(88, 74, 60))
    elif sku.startswith(("VASE", "MUG")):
        draw.ellipse((330, 200, 570, 540), fill=(124, 160, 150))
        draw.rectangle((410, 120, 490, 240), fill=(124, 160, 150))
    else:
        draw.rounded_rectangle((250, 220, 650, 530), radius=18, fill=(92, 98, 104))
        draw.rectangle((290, 260, 610, 400), fill=(132, 138, 144))
    draw.line(((380, 132), (410, 190), (392, 236), (430, 290), (416, 328)), fill=(70, 40, 30), width=6)
    return _jpeg(image)


def parcel() -> bytes:
    """A dented box with its shipping label."""
    image = Image.new("RGB", (900, 675), (228, 228, 224))
    draw = ImageDraw.Draw(image)
    draw.polygon(((180, 170), (700, 170), (700, 470), (620, 560), (180, 560)), fill=(186, 148, 102))
    draw.line(((440, 170), (440, 560)), fill=(214, 188, 140), width=26)
    draw.rectangle((230, 240, 420, 380), fill=_PAPER)
    for place in range(18):
        draw.rectangle((244 + place * 9, 256, 244 + place * 9 + 2 + place % 4, 306), fill=_INK)
    draw.text((244, 320), "YT26 0000 1026", fill=_INK, font_size=18)
    return _jpeg(image)


def certificate() -> bytes:
    """A post office's letter with its seal."""
    image = Image.new("RGB", (700, 900), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((60, 80), "Certificate of non-delivery", fill=_INK, font_size=32)
    draw.multiline_text((60, 180), "The parcel named above was not\nhanded to its addressee.", fill=_INK, font_size=24)
    draw.ellipse((440, 620, 620, 800), outline=(150, 40, 40), width=8)
    draw.text((478, 696), "POST", fill=(150, 40, 40), font_size=40)
    return _jpeg(image)


def _jpeg(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()
