"""Streaming what somebody uploaded, in ways that keep it from running as a page."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO, Protocol

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, parse_etags

_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
"""Nothing runs and nothing loads, even where a browser makes a page of its own around a picture or video."""


class Upload(Protocol):
    """An opened file, closed by whoever streams it. `inline`: a browser may show it in place. `size` in bytes;

    `version` names the content: while it is the same, so is every byte.
    """

    @property
    def file(self) -> IO[bytes]: ...

    @property
    def name(self) -> str: ...

    @property
    def content_type(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def inline(self) -> bool: ...

    @property
    def version(self) -> str: ...


def stream_upload(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """The file, or the one stretch of it that a player asks for, or the word that the browser has it already."""
    etag = f'"{upload.version}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        upload.file.close()
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _streamed(upload, request.headers.get("Range", ""))
    response.headers["ETag"] = etag
    # Kept by the browser, but asked for again each time: signing out ends it.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _streamed(upload: Upload, asked: str) -> HttpResponseBase:
    """The whole file, or the one stretch of it that a player asks for (RFC 9110, section 14)."""
    stretch = _stretch(asked, upload.size)
    first, last = stretch or (0, upload.size - 1)
    if first > last:
        upload.file.close()
        unfit = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        unfit.headers["Content-Range"] = f"bytes */{upload.size}"
        return unfit
    disposition = content_disposition_header(as_attachment=not upload.inline, filename=upload.name)
    response = StreamingHttpResponse(
        _pieces(upload.file, first, last),
        content_type=upload.content_type,
        status=HTTPStatus.PARTIAL_CONTENT if stretch else HTTPStatus.OK,
        headers={
            "Accept-Ranges": "bytes",
            "Content-Disposition": disposition or "attachment",
            "Content-Length": str(last - first + 1),
            "Content-Security-Policy": _POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
    if stretch:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{upload.size}"
    return response


def _stretch(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None for what is not one plain range, first > last for one beyond the file's end."""
    found = _RANGE.fullmatch(asked.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(file: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(_CHUNK, left))):
            left -= len(piece)
            yield piece
