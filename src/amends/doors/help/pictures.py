"""Pictures in articles: our own pages', made by the browser tests, or an operator's from an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from PIL import Image

OWN = "pictures/"
FOLDER = Path(__file__).parent / "static" / "help" / "pictures"


class PictureInvalid(ValueError):
    """The picture cannot be shown; says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture lies; its size in pixels where it is our own."""

    address: str
    size: tuple[int, int] | None


def find_picture(address: str) -> Picture:
    """The picture an article names. Raises PictureInvalid."""
    if not address.startswith(OWN):
        if not address.startswith("https://"):
            raise PictureInvalid(f"a picture's address begins with {OWN} or https://")
        return Picture(address, None)
    name = address.removeprefix(OWN)
    if name not in {path.name for path in FOLDER.glob("*.png")}:
        raise PictureInvalid(f"there is no picture “{name}”")
    with Image.open(FOLDER / name) as image:
        return Picture(static(f"help/pictures/{name}"), image.size)


def figure(picture: Picture, *, told: str, caption: str) -> SafeString:
    """The picture with its caption; it opens in its full size."""
    width, height = picture.size or (None, None)
    size: Sequence[SafeString | str] = [format_html(' width="{}" height="{}"', width, height)] if picture.size else [""]
    return format_html(
        '<figure><a href="{0}"><img src="{0}" alt="{1}" loading="lazy"{2}></a>{3}</figure>',
        picture.address, told, size[0], format_html("<figcaption>{}</figcaption>", caption) if caption else "",
    )  # fmt: skip
