"""Evidence pictures, made smaller for paper one after the other, so that only one is ever unfolded."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from PIL import Image

from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.records.evidence.queries import EvidenceFile

_BROKEN = (OSError, SyntaxError, ValueError, EvidenceUnseen, Image.DecompressionBombError)
"""What Pillow and the store raise for a file that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large pictures are: the longer side in pixels, JPEG's quality, and the most height on paper in mm."""

    side: int
    quality: int
    most: int


SCALES = (Scale(1600, 82, 112), Scale(1200, 74, 112), Scale(900, 66, 74), Scale(640, 58, 74), Scale(480, 48, 52))
"""From the best to the least that can still be recognized."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as it is printed."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shots:
    """The pictures that could be opened, by place in a folder of their own; `broken` holds the other places."""

    folder: Path
    broken: frozenset[int]

    def at(self, place: int, scale: Scale) -> Shot:
        """One of them, no larger than the scale allows."""
        with (self.folder / str(place)).open("rb") as file:
            return _smaller(file, scale)


@contextmanager
def opened_shots(files: Sequence[EvidenceFile], open_file: Callable[[EvidenceFile], IO[bytes]]) -> Iterator[Shots]:
    """Keeps each picture at the best scale on disk while the pack is tried."""
    broken = set()
    with TemporaryDirectory() as name:
        for place, told in enumerate(files):
            try:
                with open_file(told) as file:
                    (Path(name) / str(place)).write_bytes(_smaller(file, SCALES[0]).data)
            except _BROKEN:
                broken.add(place)
        yield Shots(Path(name), frozenset(broken))


def _smaller(file: IO[bytes], scale: Scale) -> Shot:
    with Image.open(file) as image:
        image.draft("RGB", (scale.side, scale.side))
        image.thumbnail((scale.side, scale.side))
        flat = Image.new("RGB", image.size, "white")
        layered = image.convert("RGBA") if image.mode in ("RGBA", "LA", "P", "PA") else image.convert("RGB")
        flat.paste(layered, mask=layered if layered.mode == "RGBA" else None)
        written = BytesIO()
        flat.save(written, "JPEG", quality=scale.quality, optimize=True)
        return Shot(written.getvalue(), *flat.size)
