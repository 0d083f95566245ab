"""A web server on this machine that keeps what it was asked and answers as told."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Respond = Callable[[Asked, BaseHTTPRequestHandler], None]


@dataclass
class Listening:
    """The server. `port` is where; `asked` what arrived; `respond` may be replaced at any time."""

    port: int
    respond: Respond
    asked: list[Asked] = field(default_factory=list)


def answer(status: int, body: bytes = b"", **headers: str) -> Respond:
    """Answers so, whatever is asked; `Retry_After="1"` becomes the header Retry-After."""

    def respond(asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return respond


NOTHING = answer(204)


@contextmanager
def listening(respond: Respond = NOTHING, *, tls: ssl.SSLContext | None = None) -> Iterator[Listening]:
    """Such a server on 127.0.0.1 for the time of the block."""

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            here.asked.append(asked)
            here.respond(asked, self)

        do_GET = do_POST = _take  # noqa: N815 - http.server's names

        def log_message(self, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            """A caller that hangs up is part of what is tried here."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    here = Listening(server.server_port, respond)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
