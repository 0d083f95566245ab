"""The web server under load, started as `amends serve` starts it, and the load against it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.numbers import percentile

PATIENCE = 60.0


@dataclass(frozen=True)
class Web:
    """A running web server: its parent process and where it answers."""

    pid: int
    port: int


@dataclass(frozen=True)
class Answered:
    """What came of a load. Rates a second, times in milliseconds, `client_cpu_ms` of the load itself a request."""

    rate: float
    seconds: float
    p50_ms: float
    p99_ms: float
    statuses: dict[str, int]
    client_cpu_ms: float


@contextmanager
def serving(url: str) -> Iterator[Web]:
    """`amends serve` on this database with its own settings, until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "amends.config.cli", "serve"]
    env = {**os.environ, "DATABASE_URL": url, "AMENDS_PORT": str(port), "AMENDS_API_CALLS_PER_MINUTE": "0"}
    process = subprocess.Popen(command, env=env)
    try:
        _wait(process, port)
        yield Web(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def load(web: Web, *, connections: int, **plan: Any) -> Answered:
    """Run the load (bench.load) in a process of its own: `first` and `count` of asks, or one `request` and `count`."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps({"port": web.port, "connections": connections, **plan}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    took = told["took_ms"]
    return Answered(
        rate=told["rate"],
        seconds=told["seconds"],
        p50_ms=percentile(took, 50),
        p99_ms=percentile(took, 99),
        statuses=told["statuses"],
        client_cpu_ms=told["cpu_seconds"] * 1000 / len(took),
    )


def cookie(url: str) -> str:
    """The cookie of a session of the first account's owner (bench.sign_in)."""
    env = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, "-m", "bench.sign_in"]
    return subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/openapi.json", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the web server does not answer")
