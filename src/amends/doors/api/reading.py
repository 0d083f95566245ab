"""Reading what was sent: a bounded JSON body into a schema, a header into a key."""

from http import HTTPStatus
from typing import TypeVar

from django.http import HttpRequest
from pydantic import BaseModel

from amends.doors.api.problems import Unreadable

BODY_LIMIT = 1_000_000
"""Bytes. A dispute's body is a thousandth of it."""

KEY_LIMIT = 255

Schema = TypeVar("Schema", bound=BaseModel)


class LengthMissing(Unreadable):
    """We read no body of unknown length."""

    code = "request.length_missing"
    sentence = "Send the body with a Content-Length."
    status = HTTPStatus.LENGTH_REQUIRED


class BodyTooLarge(Unreadable):
    """The body is longer than any honest one."""

    code = "request.body_too_large"
    sentence = "The body may be at most %(limit)s bytes long."
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class NotJson(Unreadable):
    """The body claims to be something else."""

    code = "request.not_json"
    sentence = "Send the body as application/json."
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class KeyMalformed(Unreadable):
    """Not a key to remember an ask by."""

    code = "request.key_malformed"
    sentence = "Idempotency-Key must be 1 to %(limit)s visible ASCII characters."
    field = "Idempotency-Key"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def read_body(request: HttpRequest, schema: type[Schema], *, limit: int = BODY_LIMIT) -> Schema:
    """The body, of at most `limit` bytes, as `schema`; no body at all stands for an empty object.

    Raises LengthMissing, BodyTooLarge, NotJson, and pydantic's ValidationError for what is no JSON, nested deeper
    than 200 levels, holds lone surrogates, or does not fit the schema.
    """
    return schema.model_validate_json(_bounded(request, limit))


def has_body(request: HttpRequest) -> bool:
    """Whether anything was sent. Raises LengthMissing."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length in ("", "0") and "HTTP_TRANSFER_ENCODING" not in request.META:
        return False
    if not length.isdecimal():
        raise LengthMissing
    return True


def media_type(request: HttpRequest) -> str:
    """What the body claims to be, in lower case and without parameters; empty where it claims nothing."""
    return str(request.META.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower()


def _bounded(request: HttpRequest, limit: int) -> bytes:
    if not has_body(request):
        return b"{}"
    length = request.META["CONTENT_LENGTH"]
    if len(length) > len(str(limit)) or int(length) > limit:
        raise BodyTooLarge(limit=limit)
    if media_type(request) != "application/json":
        raise NotJson
    return request.body


def read_key(request: HttpRequest) -> str | None:
    """The Idempotency-Key, None without one. Raises KeyMalformed."""
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not (0 < len(key) <= KEY_LIMIT and key.isascii() and key.isprintable()):
        raise KeyMalformed(limit=KEY_LIMIT)
    return str(key) if key is not None else None
