"""Pictures of pages, small enough to be kept with the sources."""

from io import BytesIO
from pathlib import Path

from PIL import Image


def shrink(taken: bytes, target: Path) -> None:
    """Writes a screenshot as a PNG of 128 colors: a picture of text stays sharp and small."""
    target.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(taken)).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
