"""Journeys: the whole application at work, on the demo's story, in a browser.

`live` serves it on a port of its own, from a database of its own that holds the story; what a journey commits is gone
afterwards. `live.page("merchant@demo.example")` is a browser page of somebody signed in. `desk` is the same with a
worker process beside it, which a whole file shares: its journeys take an order each.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test import Client, override_settings
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from psycopg.conninfo import make_conninfo

from amends.config.wsgi import application
from amends.records.access.models import User
from tests.conftest import _admin, _drop, _point_at

MERCHANT = "merchant@demo.example"
SECOND_MERCHANT = "second-merchant@demo.example"
AGENT = "agent@demo.example"
SECOND_AGENT = "second-agent@demo.example"
FINANCE = "finance@demo.example"
POLICY = "policy@demo.example"
ADMIN = "admin@demo.example"

PATIENCE = 20_000
"""How long a page may take on a busy machine, in milliseconds."""

expect.set_options(timeout=PATIENCE)


def _clone(template: str, name: str) -> None:
    connection.close()
    connection.close_pool()
    _admin(f'create database "{name}" template "{template}"')
    _point_at(name)


@pytest.fixture(scope="session")
def story(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the demo's story, told once a run; journeys work on clones of it."""
    migrated, name = connection.settings_dict["NAME"], f"amends_story_{uuid.uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        _clone(migrated, name)
        call_command("seed_demo")
        _point_at(migrated)
        yield name
        _drop(name)


_REFUSAL = re.compile(r"status of (409|413|422) |^htmx:(afterRequest|sendAbort)")
"""Answers with words for the user; and requests that a newer one overtook."""


class Worker:
    """The worker process, with the sandbox payment house's book in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        told = {name: connection.settings_dict[key] for name, key in _CONNINFO.items()}
        self._log, self._begun = (folder / "worker.log").open("wb+"), time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "amends.config.cli", "worker"],
            env={
                **os.environ,
                "DATABASE_URL": make_conninfo(**{name: value for name, value in told.items() if value}),
                "AMENDS_DATA_DIR": str(folder),
                "AMENDS_SECRET_KEY": settings.SECRET_KEY,
                "AMENDS_TRAIL_SECRET": settings.TRAIL_SECRET.decode(),
                "PYTHONFAULTHANDLER": "1",
            },
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing happens by itself meanwhile."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends it; fails when it had ended before, left something untold, or does not end; says what each side did."""
        ended, untold, busy = self._process.poll(), self._untold(), ""
        self._process.send_signal(signal.SIGABRT if untold else signal.SIGTERM)
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            busy = "\n".join(map(str, _asked(_SESSIONS)))
            self._process.send_signal(signal.SIGABRT)
            self._process.wait(timeout=10)
        self._log.seek(0)
        said = self._log.read().decode()
        self._log.close()
        assert (ended, untold, busy) == (None, "", ""), f"{said}\n{untold}\n{busy}"

    def _untold(self) -> str:
        """Empty, or every session of the database while something waits that is told within a quarter of a second.

        Not asked of a worker that is no minute old: it may not have begun.
        """
        if time.monotonic() - self._begun < 60:
            return ""
        ((waits,),) = _asked("select exists (select from outbox where at < now() - interval '20 seconds')")
        return "\n".join(map(str, _asked(_SESSIONS))) if waits else ""


_SESSIONS = """
    select pid, datname, state, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 200)
    from pg_stat_activity where backend_type = 'client backend'
"""


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


_CONNINFO = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}


@dataclass
class Live:
    """The application at `url`."""

    url: str
    browser: Browser
    worker: "Worker | None" = None
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(
        self,
        who: str | None = MERCHANT,
        *,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
    ) -> Page:
        """A page at the application's root for the person with that address, or for a stranger.

        Whatever the browser complains about (errors of the script, breaches of the content policy, pages that are not
        there) fails the test; refusals are answers and do not.
        """
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        self.contexts.append(context)
        if who:
            context.add_cookies([{"name": "sessionid", "value": self.session(who), "url": self.url}])
        context.set_default_timeout(PATIENCE)
        context.on("page", self._listen)
        return context.new_page()

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not _REFUSAL.search(said.text):
            self.complaints.append(said.text)

    def session(self, who: str) -> str:
        """The session key of somebody signed in."""
        client = Client()
        client.force_login(User.objects.get(email=who))
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture
def story_db(story: str, django_db_blocker: Any) -> Iterator[None]:
    """A database of one's own with the story."""
    before, name = connection.settings_dict["NAME"], f"amends_live_{uuid.uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        _clone(story, name)
        try:
            yield
        finally:
            _drop(name)
            _point_at(before)


@contextmanager
def _served(story: str) -> Iterator[str]:
    """The application's address while it is served from a clone of the story."""
    before, name = connection.settings_dict["NAME"], f"amends_live_{uuid.uuid4().hex[:10]}"
    _clone(story, name)
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        # Also when a page complained: the next test would otherwise go on in this one's database.
        server.shutdown()
        server.server_close()
        thread.join()
        _drop(name)
        _point_at(before)


def _visited(live: Live) -> Iterator[Live]:
    yield live
    for context in live.contexts:
        context.close()
    assert live.complaints == []


@pytest.fixture
def live(story: str, chromium: Browser, django_db_blocker: Any) -> Iterator[Live]:
    """The application, served from a clone of the story."""
    with django_db_blocker.unblock(), _served(story) as url:
        yield from _visited(Live(url, chromium))


@pytest.fixture(scope="module")
def _at_work(
    story: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Worker]]:
    """Web and worker on one clone of the story; mail is kept, as in the demo."""
    kept = override_settings(EMAIL_BACKEND="amends.gateways.mail.kept.KeptMailBackend")
    with django_db_blocker.unblock(), kept, _served(story) as url:
        worker = Worker(tmp_path_factory.mktemp("worker"))
        yield url, worker
        worker.stop()


@pytest.fixture
def desk(_at_work: tuple[str, Worker], chromium: Browser) -> Iterator[Live]:
    """The application with its worker, shared by the journeys of a file."""
    url, worker = _at_work
    yield from _visited(Live(url, chromium, worker))
