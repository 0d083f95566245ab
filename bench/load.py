"""The load: a few connections that each send the next request as soon as the last was answered. Small on purpose.

Run as a process of its own (`python -m bench.load`), it takes a plan as JSON on standard input and says on standard
output what came of it. One thread, one epoll, requests written beforehand: its own CPU is measured and told.
"""

import json
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Sequence

from bench.asks import open_request

HEAD_END, LENGTH = b"\r\n\r\n", b"content-length: "


class Connection:
    """One connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.started = 0.0
        self._come = b""

    def send(self, request: bytes) -> None:
        """Put one request on its way."""
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def answer(self) -> bytes | None:
        """The whole answer once it is there."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("the server closed a connection")
        self._come += part
        head, end, body = self._come.partition(HEAD_END)
        if not end:
            return None
        length = int(head.lower().partition(LENGTH)[2].partition(b"\r\n")[0])
        if len(body) < length:
            return None
        whole, self._come = self._come, b""
        return whole


def run(*, port: int, connections: int, requests: Sequence[bytes]) -> dict[str, object]:
    """Send all requests; the rate, each answer's time in milliseconds sorted, statuses, and our own CPU seconds."""
    waiting = iter(requests)
    lines = {line.socket.fileno(): line for line in (Connection(port) for _ in range(connections))}
    poll = select.epoll()
    took: list[float] = []
    statuses: Counter[str] = Counter()
    began, cpu = time.perf_counter(), time.process_time()
    for number, line in lines.items():
        poll.register(number, select.EPOLLIN)
        if request := next(waiting, b""):
            line.send(request)
    while len(took) < len(requests):
        for number, _ in poll.poll():
            line = lines[number]
            if (answer := line.answer()) is None:
                continue
            took.append((time.perf_counter() - line.started) * 1000)
            statuses[answer[9:12].decode()] += 1
            if request := next(waiting, b""):
                line.send(request)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    for line in lines.values():
        line.socket.close()
    return {
        "rate": len(took) / seconds,
        "seconds": seconds,
        "took_ms": sorted(took),
        "statuses": statuses,
        "cpu_seconds": cpu,
    }


def main() -> None:
    """Read the plan, run it, tell."""
    plan = json.load(sys.stdin)
    requests = (
        [open_request(n) for n in range(plan["first"], plan["first"] + plan["count"])]
        if "first" in plan
        else [plan["request"].encode()] * plan["count"]
    )
    json.dump(run(port=plan["port"], connections=plan["connections"], requests=requests), sys.stdout)


if __name__ == "__main__":
    main()
