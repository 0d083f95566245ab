"""Journeys: the whole application at work, on the demo's story, in a browser.

`live` serves it on a port of its own, from a database of its own that holds the story; what a journey commits is gone
afterwards. `live.page("merchant@demo.example")` is a browser page of somebody signed in.
"""

import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page

from amends.config.wsgi import application
from amends.records.access.models import User
from tests.conftest import _admin, _drop, _point_at

MERCHANT = "merchant@demo.example"
SECOND_MERCHANT = "second-merchant@demo.example"
AGENT = "agent@demo.example"


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


@dataclass
class Live:
    """The application at `url`."""

    url: str
    browser: Browser
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

        Whatever the browser complains about (errors of the script, breaches of the content policy) fails the test.
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
        page = context.new_page()
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        return page

    def session(self, who: str) -> str:
        """The session key of somebody signed in."""
        client = Client()
        client.force_login(User.objects.get(email=who))
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture
def live(story: str, chromium: Browser, django_db_blocker: Any) -> Iterator[Live]:
    """The application, served from a clone of the story."""
    before, name = connection.settings_dict["NAME"], f"amends_live_{uuid.uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        _clone(story, name)
        server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        served = Live(url=f"http://localhost:{server.server_port}", browser=chromium)
        yield served
        for context in served.contexts:
            context.close()
        server.shutdown()
        server.server_close()
        thread.join()
        _drop(name)
        _point_at(before)
    assert served.complaints == []
