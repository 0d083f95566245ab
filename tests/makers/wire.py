"""Requests to our API as a WSGI server hands them over, and the answers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any
from unittest.mock import patch

from django.db import connection

from amends.config.wsgi import application


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers with lower-case names, and the body as JSON, None where none may be (HEAD, 304)."""

    status: int
    headers: dict[str, str]
    body: Any


def call(
    method: str,
    path: str,
    *,
    token: str = "",
    body: object = None,
    raw: bytes | None = None,
    key: str | None = None,
    **environ: str,
) -> Answer:
    """One request through config.wsgi. `body` is sent as JSON, `raw` as it stands; `environ` adds or replaces."""
    sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
    path, _, query = path.partition("?")
    told: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(sent)),
        "CONTENT_TYPE": "application/json",
        "wsgi.input": BytesIO(sent),
        "wsgi.url_scheme": "http",
    }
    if token:
        told["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    if key is not None:
        told["HTTP_IDEMPOTENCY_KEY"] = key
    said: list[Any] = []
    with _connection_kept():
        parts = application(told | environ, lambda status, headers: said.extend((status, headers)))
        content = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    headers = {name.lower(): value for name, value in said[1]}
    status = int(said[0][:3])
    if method == "HEAD" or status == HTTPStatus.NOT_MODIFIED:
        assert content == b""
        return Answer(status=status, headers=headers, body=None)
    assert int(headers["content-length"]) == len(content)
    return Answer(status=status, headers=headers, body=json.loads(content))


@contextmanager
def _connection_kept() -> Iterator[None]:
    """A test within a transaction keeps its connection, as with Django's own test client."""
    if not connection.in_atomic_block:
        yield
        return
    with patch("amends.config.wsgi.close_old_connections"):
        yield
