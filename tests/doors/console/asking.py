"""Asking the console's pages as a signed-in person."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers.cases import rows
from tests.makers.people import Person


def page(client: Client, who: Person, path: str, *, status: int = 200, **query: str) -> str:
    """What `who` gets to read there, blanks pressed together."""
    client.force_login(who.user)
    answer = client.get(path, query)
    assert answer.status_code == status
    return pressed(answer.content)


def send(client: Client, who: Person, path: str, *, status: int = 302, **form: object) -> str:
    """What `who` gets to read after posting a form there; after a redirect, the page it leads to."""
    client.force_login(who.user)
    answer = client.post(path, form, headers={"accept": "text/html"})
    assert answer.status_code == status
    if status == 302:
        answer = client.get(answer["Location"])
        assert answer.status_code == 200
    return pressed(answer.content)


def pressed(content: bytes) -> str:
    """The page as text, with every run of blanks as one."""
    return " ".join(re.sub(r"[A-Za-z0-9]{64}", "csrf token", content.decode()).split())


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Afterwards every row there is stands as it stood, but for who is signed in."""
    before = _rows()
    yield
    assert _rows() == before


def _rows() -> dict[str, list[str]]:
    return {table: told for table, told in rows().items() if table not in ("django_session", "users")}


def statements(client: Client, who: Person, path: str) -> int:
    """How many statements the page asks of the database."""
    client.force_login(who.user)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
