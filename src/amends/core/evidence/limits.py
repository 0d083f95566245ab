"""How much evidence is taken: per file, per dispute, per picture. The values are settings; these are the defaults."""

from dataclasses import dataclass

from amends.core.refusals import Refusal, Said

_KB = 1024
_MB = 1024 * 1024
_MEGAPIXEL = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken. Bytes are bytes, 1 MB is 1024 × 1024 of them; `max_pixels` is width × height.

    The default of pixels lets through a phone sold as “50 megapixels”, which writes up to 8192 × 6144.
    """

    max_file_bytes: int = 20 * _MB
    max_files: int = 20
    max_total_bytes: int = 100 * _MB
    max_pixels: int = 52 * _MEGAPIXEL


class EmptyFile(Refusal):
    """A file of no bytes."""

    code = "evidence.empty_file"
    sentence = "“%(name)s” is empty; perhaps it was not saved or not sent completely."
    kind = "invalid"
    field = "evidence"


class FileTooLarge(Refusal):
    """One file is too large."""

    code = "evidence.file_too_large"
    sentence = "“%(name)s” is %(actual)s; one file may have up to %(limit)s."
    kind = "invalid"
    field = "evidence"


class TooManyFiles(Refusal):
    """The dispute would have too many files."""

    code = "evidence.too_many_files"
    sentence = "That would be %(actual)s files; a dispute takes up to %(limit)s."
    kind = "invalid"
    field = "evidence"


class TotalTooLarge(Refusal):
    """The dispute's files together would be too large."""

    code = "evidence.total_too_large"
    sentence = "With “%(name)s” the files would have %(actual)s together; a dispute takes up to %(limit)s."
    kind = "invalid"
    field = "evidence"


class TooManyPixels(Refusal):
    """A picture would unfold to more pixels than are handled: a mistake, or a decompression bomb."""

    code = "evidence.too_many_pixels"
    sentence = "“%(name)s” has %(actual)s pixels; up to %(limit)s megapixels are taken."
    kind = "invalid"
    field = "evidence"


def check_count(limits: Limits, *, already: int, adding: int) -> None:
    """Raises TooManyFiles when `adding` files to the `already` kept would be above the limit."""
    if already + adding > limits.max_files:
        raise TooManyFiles(actual=already + adding, limit=limits.max_files)


def check_size(limits: Limits, *, name: str, size: int) -> None:
    """Raises EmptyFile or FileTooLarge for a file of `size` bytes."""
    if size == 0:
        raise EmptyFile(name=name)
    if size > limits.max_file_bytes:
        raise FileTooLarge(name=name, actual=_size(size, up=True), limit=_size(limits.max_file_bytes))


def check_total(limits: Limits, *, name: str, already: int, adding: int) -> None:
    """Raises TotalTooLarge when a file of `adding` bytes beside `already` bytes kept would be above the limit."""
    if already + adding > limits.max_total_bytes:
        actual = _size(already + adding, up=True)
        raise TotalTooLarge(name=name, actual=actual, limit=_size(limits.max_total_bytes))


def check_pixels(limits: Limits, *, name: str, width: int, height: int) -> None:
    """Raises TooManyPixels for a picture that declares more than the limit."""
    if width * height > limits.max_pixels:
        actual = Said(width * height, f"{width} × {height}")
        limit = Said(limits.max_pixels, str(limits.max_pixels // _MEGAPIXEL))
        raise TooManyPixels(name=name, actual=actual, limit=limit)


def _size(size: int, *, up: bool = False) -> Said:
    return Said(size, human_size(size, up=up))


def human_size(size: int, *, up: bool = False) -> str:
    """`size` bytes as people write it: ``512 bytes``, ``3.4 KB``, ``20 MB``; at most one decimal.

    Cut, so that a limit is never promised too high; `up` rounds up instead, for what went above it.
    """
    if size < _KB:
        return f"{size} bytes"
    unit, word = (_MB, "MB") if size >= _MB else (_KB, "KB")
    tenths = (size * 10 + (unit - 1 if up else 0)) // unit
    return f"{tenths // 10}.{tenths % 10} {word}".replace(".0 ", " ")
