"""A wire between us and PostgreSQL that counts how often we wait for it."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ASKING = frozenset(b"SQHF")
"""The messages after which a client waits: Sync, Query, Flush, FunctionCall (PostgreSQL's protocol, §54.7)."""


class Wire:
    """Relays bytes between the clients of a socket and PostgreSQL, and counts the clients' exchanges."""

    def __init__(self, goal: str | tuple[str, int]) -> None:
        self.exchanges = 0
        self._goal = goal
        self._over = threading.Event()

    def listen(self, folder: Path) -> threading.Thread:
        """Take clients at `folder`'s socket until `close`."""
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(folder / ".s.PGSQL.5432"))
        listening.listen()
        thread = threading.Thread(target=self._serve, args=(listening,), daemon=True)
        thread.start()
        return thread

    def close(self) -> None:
        """Stop."""
        self._over.set()

    def _serve(self, listening: socket.socket) -> None:
        with listening:
            pairs: dict[socket.socket, socket.socket] = {}
            counters: dict[socket.socket, Frontend] = {}
            while not self._over.is_set():
                for ready in select.select([listening, *pairs], [], [], 0.05)[0]:
                    if ready is listening:
                        client, server = listening.accept()[0], self._reach()
                        pairs |= {client: server, server: client}
                        counters[client] = Frontend()
                    elif part := ready.recv(65536):
                        if ready in counters:
                            self.exchanges += counters[ready].exchanges_in(part)
                        pairs[ready].sendall(part)
                    else:
                        other = pairs.pop(ready)
                        del pairs[other]
                        ready.close(), other.close()
                        break
            for one in pairs:
                one.close()

    def _reach(self) -> socket.socket:
        if isinstance(self._goal, tuple):
            return socket.create_connection(self._goal)
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._goal)
        return server


class Frontend:
    """Reads a client's stream message by message: a first one without a type, then type, length, content."""

    def __init__(self) -> None:
        self._come = b""
        self._begun = False

    def exchanges_in(self, part: bytes) -> int:
        """How many of the messages that ended in `part` ask for an answer."""
        self._come += part
        asking = 0
        while len(self._come) >= (head := 5 if self._begun else 4):
            length = int.from_bytes(self._come[head - 4 : head], "big") + head - 4
            if len(self._come) < length:
                break
            asking += self._begun and self._come[0] in ASKING
            self._begun, self._come = True, self._come[length:]
        return asking


@contextmanager
def counted(folder: Path) -> Iterator[Wire]:
    """Inside, Django reaches PostgreSQL through a wire, by one connection that keeps its prepared statements."""
    told = connection.settings_dict
    before = {"HOST": told["HOST"], "PORT": told["PORT"], "OPTIONS": told["OPTIONS"]}
    host, port = told["HOST"], int(told["PORT"] or 5432)
    wire = Wire(f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host or "localhost", port))
    thread = wire.listen(folder)
    one = {**told["OPTIONS"]["pool"], "min_size": 1, "max_size": 1}
    _reconnect(HOST=str(folder), PORT="5432", OPTIONS={**told["OPTIONS"], "pool": one})
    try:
        yield wire
    finally:
        _reconnect(**before)
        wire.close()
        thread.join()


def _reconnect(**told: object) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(told)
