"""A simulated payment house's front door: HTTP on a port of its own, with the faults real ones have."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class Fault(StrEnum):
    """What goes wrong with one request. `before`: nothing was done; `after`: it was done and nobody was told."""

    FINE = "fine"
    DROPPED_BEFORE = "dropped before"
    DROPPED_AFTER = "dropped after"
    SILENT_BEFORE = "silent before"
    SILENT_AFTER = "silent after"
    BROKEN_BEFORE = "5xx before"
    BROKEN_AFTER = "5xx after"
    BUSY = "429"


_UNTOUCHED = {Fault.DROPPED_BEFORE, Fault.SILENT_BEFORE, Fault.BROKEN_BEFORE, Fault.BUSY}
_SILENT = {Fault.SILENT_BEFORE, Fault.SILENT_AFTER}
_DROPPED = {Fault.DROPPED_BEFORE, Fault.DROPPED_AFTER}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: header names in lower case, the path with its query."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """The house's answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Answered]


class SimulatedHouse:
    """Serves `answer` at `url` while the `with` lasts; what was asked is kept in `asked`.

    `faults` are taken one a request, in turn, by requests for which `troubled` says so (all, unless told otherwise);
    afterwards everything is fine. `answer` is called for one request at a time.
    """

    def __init__(
        self, answer: Answer, *, faults: Iterable[Fault] = (), troubled: Callable[[Asked], bool] = lambda _: True
    ) -> None:
        self.asked: list[Asked] = []
        self.faults = deque(faults)
        self._answer, self._troubled = answer, troubled
        self._one_at_a_time, self._over = threading.Lock(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _door_of(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> Answered | None:
        """The answer, or None for a connection that is closed without one."""
        with self._one_at_a_time:
            self.asked.append(asked)
            troubled = self.faults and self._troubled(asked)
            fault = self.faults.popleft() if troubled else Fault.FINE
            answered = None if fault in _UNTOUCHED else self._answer(asked)
        if fault in _SILENT:
            self._over.wait(60)
        if fault in _SILENT | _DROPPED:
            return None
        if fault is Fault.BUSY:
            return Answered(429, b"{}", {"Retry-After": "1"})
        if fault in (Fault.BROKEN_BEFORE, Fault.BROKEN_AFTER):
            return Answered(503, b"<html>Service unavailable</html>", {"Content-Type": "text/html"})
        return answered


def _door_of(house: SimulatedHouse) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answered = house.answer(Asked(self.command, self.path, headers, body))
            if answered is None:
                self.close_connection = True
                return
            self.send_response(answered.status)
            for name, value in {"Content-Type": "application/json", **answered.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answered.body)))
            self.end_headers()
            self.wfile.write(answered.body)

        do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815 - the names its base looks for

        def log_message(self, *words: object) -> None:
            """Nothing: what was asked is kept by the house."""

    return Door
