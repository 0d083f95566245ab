"""The gallery of components, served as a page."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from amends.doors.look.middleware import POLICY
from tests.doors.look.gallery import context

FILES = ["look/amends.css", "look/amends.js", "look/favicon.svg", "django_htmx/htmx-2.min.js"]


class _Page(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keeps the test run quiet."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_POST(self) -> None:
        """Takes any upload but one called refused."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        refused = b"refused" in body
        taken = {"name": "parcel.jpg"}
        turned_away = {"name": "refused.svg", "state": "failed", "fault": "is SVG"}
        row = render_to_string("look/file.html", {"file": turned_away if refused else taken})
        self.send_response(422 if refused else 200)
        self.end_headers()
        self.wfile.write(row.encode())


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder with portal.html and console.html, sent with our content policy."""
    folder = tmp_path_factory.mktemp("gallery")
    for base in ("portal", "console"):
        page = render_to_string("look/gallery.html", {**context(), "base": f"look/{base}_base.html"})
        (folder / f"{base}.html").write_text(page)
    for name in FILES:
        found = finders.find(name)
        assert found
        target = folder / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Path(found).read_bytes())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Page, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
