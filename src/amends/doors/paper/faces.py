"""Which font draws which character, and the small font files with just those, to be embedded."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from amends.doors.paper.text import UNKNOWN

_CJK = "justmytype_intl_cjk/fonts/ofl"
_PLAIN = (
    "manimgx_fonts/NotoSans[wght].ttf",
    f"{_CJK}/notosanssc/NotoSansSC[wght].ttf",
    f"{_CJK}/notosanskr/NotoSansKR[wght].ttf",
    f"{_CJK}/notosanstc/NotoSansTC[wght].ttf",
    f"{_CJK}/notosansjp/NotoSansJP[wght].ttf",
    "manimgx_fonts/NotoSansSymbols[wght].ttf",
    "manimgx_fonts/NotoEmoji[wght].ttf",
    "manimgx_fonts/NotoSansArmenian[wght].ttf",
    "manimgx_fonts/NotoSansEthiopic[wght].ttf",
    "manimgx_fonts/NotoSansGeorgian[wght].ttf",
)
_SHAPED = (
    "Arabic Hebrew Bengali Devanagari Gujarati Gurmukhi Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu "
    "Thai"
).split()
_UNUSED = ["BASE", "DSIG", "HVAR", "MVAR", "STAT", "VORG", "VVAR", "meta", "vhea", "vmtx"]
"""What paper does not need; a variable font says in `gvar` too how wide its letters are."""
_SHAPING = ["GDEF", "GPOS", "GSUB"]
ALWAYS = "".join(map(chr, range(32, 127))) + UNKNOWN + "\N{NO-BREAK SPACE}–−…"


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font. `shaped`: its letters join or change places, so that a line is set by HarfBuzz."""

    path: Path
    shaped: bool = False
    number: int = 0
    """Which font of a collection."""

    @property
    def characters(self) -> frozenset[int]:
        """The code points it has."""
        return _characters(self.path, self.number)

    @classmethod
    def named(cls, text: str) -> "FontFile":
        """An operator's font: the path of a file, or of a collection with the font's number: ``/fonts/cjk.ttc#2``."""
        path, _, number = text.partition("#")
        return cls(Path(path), shaped=True, number=int(number or 0))


@dataclass(frozen=True, slots=True)
class Face:
    """A font with the characters that one document draws with it: as a file, and how wide each is, in thousandths."""

    family: str
    bold: bool
    shaped: bool
    data: bytes
    widths: dict[str, int]


def our_fonts(first: Sequence[str] = ()) -> tuple[FontFile, ...]:
    """The fonts in the order in which they are asked for a character: those of the operator's, then ours."""
    plain = (FontFile(Path(str(files(name.partition("/")[0]).joinpath(name.partition("/")[2])))) for name in _PLAIN)
    folder = Path(str(files("manimgx_fonts")))
    shaped = (FontFile(folder / f"NotoSans{script}[wght].ttf", shaped=True) for script in _SHAPED)
    return (*map(FontFile.named, first), *plain, *shaped)


@dataclass(slots=True)
class Faces:
    """The faces of one document. `missing` counts the characters that no font has; UNKNOWN stands for them."""

    chosen: dict[tuple[str, bool], Face]
    all: list[Face]
    missing: Counter[str]

    def face(self, character: str, bold: bool) -> Face:
        """What draws the character."""
        return self.chosen.get((character, bold)) or self.chosen[UNKNOWN, bold]

    def width(self, text: str, bold: bool) -> int:
        """How wide the text is, in thousandths of its size."""
        return sum(self.face(one, bold).widths.get(one, 0) for one in text)


def choose_faces(texts: Iterable[tuple[str, bool]], fonts: Sequence[FontFile]) -> Faces:
    """Faces for every character of `texts`, each with whether it is bold. The texts are `readable` already."""
    counted: dict[bool, Counter[str]] = {False: Counter(ALWAYS), True: Counter(ALWAYS)}
    for text, bold in texts:
        counted[bold].update(text)
    faces = Faces({}, [], Counter())
    for bold, characters in counted.items():
        left = set(characters) - {"\n"}
        for at, font in enumerate(fonts):
            drawn = {one for one in left if ord(one) in font.characters} if left else set()
            if drawn:
                face = _face(font, f"f{at}", drawn, bold=bold)
                faces.all.append(face)
                faces.chosen |= {(one, bold): face for one in drawn}
                left -= drawn
        faces.missing.update({one: characters[one] for one in left})
    return faces


def _face(font: FontFile, family: str, characters: set[str], *, bold: bool) -> Face:
    """Cuts the font down to the characters; a variable one is set to its regular or its bold weight."""
    options = subset.Options(hinting=False, notdef_outline=True, glyph_names=False, name_IDs=[1, 2, 4, 6])
    options.drop_tables += _UNUSED + ([] if font.shaped else _SHAPING)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, characters)))
    with TTFont(font.path, lazy=True, fontNumber=font.number, recalcTimestamp=False) as cut:
        cutter.subset(cut)
        if "fvar" in cut:
            weight = {"wght": 700 if bold else 400}
            axes = {axis.axisTag: weight.get(axis.axisTag, axis.defaultValue) for axis in cut["fvar"].axes}
            instancer.instantiateVariableFont(cut, axes, inplace=True)
        written = BytesIO()
        cut.save(written)
        cmap, metrics, em = cut.getBestCmap(), cut["hmtx"].metrics, cut["head"].unitsPerEm
        widths = {one: metrics[cmap[ord(one)]][0] * 1000 // em for one in characters}
    return Face(family, bold, font.shaped, written.getvalue(), widths)


@lru_cache(maxsize=64)
def _characters(path: Path, number: int) -> frozenset[int]:
    with TTFont(path, lazy=True, fontNumber=number) as font:
        return frozenset(font.getBestCmap() or ())
