"""From marks to a PDF."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from fpdf import FPDF

from amends.doors.paper.blocks import Document
from amends.doors.paper.faces import Faces
from amends.doors.paper.layout import LEADING, LEFT, POINT, WIDTH, Image, Line, Page, Rule

_BASE = 1.05
"""Where letters stand on a line of text, in its size below its top."""


def draw(document: Document, pages: Sequence[Page], faces: Faces) -> bytes:
    """The PDF; the same pages give the same bytes."""
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(document.title)
    pdf.set_creator("Amends")
    pdf.set_lang("en")
    pdf.set_creation_date(document.made_at)
    with TemporaryDirectory() as folder:
        _add_fonts(pdf, faces, Path(folder))
        for page in pages:
            pdf.add_page()
            for mark in page:
                match mark:
                    case Line():
                        _line(pdf, mark, faces)
                    case Rule(y, gray):
                        pdf.set_draw_color(gray)
                        pdf.set_line_width(0.2)
                        pdf.line(LEFT, y, LEFT + WIDTH, y)
                    case Image(x, y, width, height, data):
                        pdf.image(data, x=x, y=y, w=width, h=height)
        return bytes(pdf.output())


def _add_fonts(pdf: FPDF, faces: Faces, folder: Path) -> None:
    for face in faces.all:
        style = "B" if face.bold else ""
        path = folder / f"{face.family}{style}.ttf"
        path.write_bytes(face.data)
        pdf.add_font(face.family, style, path)
    pdf.set_fallback_fonts(list(dict.fromkeys(face.family for face in faces.all)))


def _line(pdf: FPDF, line: Line, faces: Faces) -> None:
    """Sets a line: run by run of one font; by HarfBuzz where letters join or run from right to left."""
    style = "B" if line.bold else ""
    runs = [
        (face, "".join(one if (one, line.bold) in faces.chosen else "\N{REPLACEMENT CHARACTER}" for one in run))
        for face, run in groupby(line.text, key=lambda one: faces.face(one, line.bold))
    ]
    pdf.set_text_color(line.gray)
    if any(face.shaped for face, _ in runs):
        _shaped(pdf, line, "".join(text for _, text in runs), style)
        return
    widths = [faces.width(text, line.bold) * line.size * POINT / 1000 for _, text in runs]
    x = line.x + (line.width - sum(widths) if line.right else 0)
    for (face, text), width in zip(runs, widths, strict=True):
        pdf.set_font(face.family, style, line.size)
        pdf.text(x, line.y + _BASE * line.size * POINT, text)
        x += width


def _shaped(pdf: FPDF, line: Line, text: str, style: str) -> None:
    pdf.set_font("f0", style, line.size)
    pdf.set_text_shaping(True)
    pdf.set_xy(line.x, line.y)
    pdf.cell(line.width, line.size * POINT * LEADING, text, align="R" if line.right else "L")
    pdf.set_text_shaping(False)
