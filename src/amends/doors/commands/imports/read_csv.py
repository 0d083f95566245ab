"""Reading a CSV file whatever its encoding, its line ends and its delimiter."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from amends.doors.commands.imports.wrong_file import FileEmpty, FileNotCsv, FileNotText, FileUnreadable

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHUNK = 1 << 20
_UNUSUAL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
"""Control characters that no text has, and that every workbook, picture or archive has near its beginning."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the line of the file it begins on; a quoted cell may run over several lines."""

    line: int
    cells: list[str]


@contextmanager
def open_csv(path: Path) -> Iterator[Iterator[Record]]:
    """The file's records, its header first, blank lines left out. The file is read once more while they are taken.

    Raises FileUnreadable, FileEmpty, FileNotText; and FileNotCsv from the records.
    """
    try:
        text = path.open(encoding=_encoding(path), newline="")
    except OSError as error:
        raise FileUnreadable(path=path, why=error.strerror or error) from error
    with text:
        yield _records(path, text, delimiter=_delimiter(path, text))


def _encoding(path: Path) -> str:
    """The encoding by its mark, else UTF-8 if the whole file is, else Windows-1252, else Latin-1."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    if not head.strip():
        raise FileEmpty(path=path)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    if head.translate(None, _UNUSUAL) != head:
        raise FileNotText(path=path)
    return next((encoding for encoding in ("utf-8", "cp1252") if _decodes(path, encoding)), "latin-1")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(path: Path, text: TextIO) -> str:
    """The delimiter that splits the header into the most cells."""
    try:
        start = text.readline(_CHUNK)
    except UnicodeError as error:
        raise FileNotText(path=path) from error
    text.seek(0)
    return max(",;\t|", key=lambda delimiter: len(next(csv.reader([start], delimiter=delimiter), [])))


def _records(path: Path, text: TextIO, *, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(text, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield Record(line, cells)
            line = reader.line_num + 1
    except (csv.Error, UnicodeError) as error:
        raise FileNotCsv(path=path, line=line, why=error) from error
