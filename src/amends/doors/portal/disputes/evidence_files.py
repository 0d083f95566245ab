"""Serving a file of evidence to whoever may see it, in ways that keep an upload from running as a page."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.usecases.evidence.read_file import ReadFile, Version, read_file

_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
"""Nothing runs and nothing loads, even where a browser makes a page of its own around a picture or video."""


@require_safe
@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def evidence(request: MerchantRequest, evidence_id: UUID, version: str = Version.SHOWN) -> HttpResponseBase:
    """A file as it is shown, its thumbnail, or the original to keep; 404 for what one may not see."""
    if version not in set(Version):
        raise Http404
    try:
        found = read_file(evidence=evidence_id, version=Version(version), actor=request.actor)
    except EvidenceUnseen:
        raise Http404 from None
    etag = f'"{evidence_id.hex}-{version}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        found.file.close()
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _streamed(found, request.headers.get("Range", ""))
    response.headers["ETag"] = etag
    # Kept by the browser, but asked for again each time: signing out ends it.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _streamed(found: ReadFile, asked: str) -> HttpResponseBase:
    """The whole file, or the one stretch of it that a player asks for (RFC 9110, section 14)."""
    stretch = _stretch(asked, found.size)
    first, last = stretch or (0, found.size - 1)
    if first > last:
        found.file.close()
        unfit = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        unfit.headers["Content-Range"] = f"bytes */{found.size}"
        return unfit
    disposition = content_disposition_header(as_attachment=not found.inline, filename=found.name)
    response = StreamingHttpResponse(
        _pieces(found.file, first, last),
        content_type=found.media_type.value,
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
        response.headers["Content-Range"] = f"bytes {first}-{last}/{found.size}"
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
