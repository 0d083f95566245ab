"""An uploaded file becomes evidence, or is refused by name."""

import hashlib
from dataclasses import dataclass
from functools import partial
from io import SEEK_END
from typing import IO

from amends.core.evidence.formats import HEAD_BYTES, MediaKind, MediaType, require_known
from amends.core.evidence.limits import Limits, check_size
from amends.usecases.evidence.reencode_picture import reencode_picture
from amends.usecases.evidence.safe_name import safe_name

_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """What is kept beside the original, which is not changed.

    `name` is safe to show (at most 120 characters). `size` and `sha256` (64 hex digits) are the original's.
    For a picture, `shown` is painted anew without metadata, of type `shown_type` (JPEG or PNG) and of `width` ×
    `height` pixels, and `thumbnail` is a JPEG; for videos and documents these five are None.
    """

    name: str
    media_type: MediaType
    size: int
    sha256: str
    shown: bytes | None = None
    shown_type: MediaType | None = None
    thumbnail: bytes | None = None
    width: int | None = None
    height: int | None = None


def prepare_file(*, file: IO[bytes], name: str, limits: Limits) -> PreparedFile:
    """Recognize, measure and clean one file; `file` must be seekable and is left at its beginning, ready to be stored.

    `name` is what the browser sent. Videos and documents are read in pieces, whatever their size.
    Raises EmptyFile, FileTooLarge, UnknownType, TooManyPixels or Unreadable. The number of files and their total
    size are the dispute's: see check_count and check_total.
    """
    shown_name = safe_name(name)
    file.seek(0, SEEK_END)
    size = file.tell()
    check_size(limits, name=shown_name, size=size)
    file.seek(0)
    media_type = require_known(file.read(HEAD_BYTES), name=shown_name)
    sha256 = _sha256(file)
    if media_type.kind is not MediaKind.PICTURE:
        file.seek(0)
        return PreparedFile(name=shown_name, media_type=media_type, size=size, sha256=sha256)
    picture = reencode_picture(file=file, name=shown_name, media_type=media_type, limits=limits)
    file.seek(0)
    return PreparedFile(
        name=shown_name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        shown=picture.shown,
        shown_type=picture.shown_type,
        thumbnail=picture.thumbnail,
        width=picture.width,
        height=picture.height,
    )


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(partial(file.read, _CHUNK_BYTES), b""):
        digest.update(chunk)
    return digest.hexdigest()
