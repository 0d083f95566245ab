"""The demo as a person runs it: started, interrupted, killed, started again; nothing left behind, nothing lost."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import psycopg
import pytest

from amends.config.postgres import ensure, stop

pytestmark = pytest.mark.slow

READY = "Ctrl-C stops it; the data stay."


class Demo:
    """One running `amends demo`."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self.data_dir, self.port = data_dir, port
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "amends.config.cli", "demo"],
            env={**environment, "AMENDS_DATA_DIR": str(data_dir), "AMENDS_PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.words = ""
        # Read all the while: whoever writes into a pipe that nobody reads stands still once it is full.
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def lines(self) -> Iterator[str]:
        """What it says, line by line as it comes, until it has ended."""
        while (line := self._lines.get()) is not None:
            self.words += line
            yield line

    def until_ready(self) -> "Demo":
        if not any(READY in line for line in self.lines()):
            raise AssertionError(self.words)
        return self

    def processes(self) -> list[int]:
        """All processes of this demo, its PostgreSQL included: those that were given, or stand in, its data folder."""
        mine = f"AMENDS_DATA_DIR={self.data_dir}\0".encode()
        return [
            int(path.name)
            for path in Path("/proc").glob("[0-9]*")
            if mine in _environment(path) or _folder(path).startswith(str(self.data_dir))
        ]

    def workers(self) -> list[int]:
        """Those of its processes that are workers; one may end while it is asked."""
        found = []
        for pid in self.processes():
            with suppress(OSError):
                if Path(f"/proc/{pid}/cmdline").read_bytes().endswith(b"worker\0"):
                    found.append(pid)
        return found

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        self._reader.join()
        for _ in self.lines():
            pass
        return self.process.returncode

    def kill_everything(self) -> None:
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self._reader.join()

    def health(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
            return int(answer.status)


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes() + b"\0"
    except OSError:
        return b""


def _folder(process: Path) -> str:
    try:
        return str((process / "cwd").readlink())
    except OSError:
        return ""


@dataclass(frozen=True)
class Left:
    """What a demo on a new folder said, and what was left of it when it had been interrupted."""

    data_dir: Path
    port: int
    words: str
    health: int
    code: int
    processes: list[int]


@pytest.fixture(scope="module")
def left() -> Iterator[Left]:
    """The first start of a demo, interrupted; its data folder is to be copied."""
    with tempfile.TemporaryDirectory(prefix="amends-test-") as top:
        Path(top).chmod(0o755)
        demo = Demo(Path(top) / "var", _free_port())
        try:
            health = demo.until_ready().health()
            code = demo.interrupt()
            yield Left(demo.data_dir, demo.port, demo.words, health, code, demo.processes())
        finally:
            stop(demo.data_dir)
            demo.kill_everything()


@pytest.fixture
def copied(left: Left, folders: Callable[[], Path]) -> Callable[[], Path]:
    """A copy of that folder."""

    def copy() -> Path:
        data_dir = folders()
        subprocess.run(["cp", "-a", left.data_dir, data_dir], check=True)
        return data_dir

    return copy


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def demos(folders: Callable[[], Path]) -> Iterator[Callable[..., Demo]]:
    """Starts demos; whatever is left of them is killed."""
    started: list[Demo] = []

    def start(port: int, data_dir: Path | None = None) -> Demo:
        started.append(Demo(data_dir or folders(), port))
        return started[-1]

    yield start
    for demo in started:
        stop(demo.data_dir)
        demo.kill_everything()


def kept(data_dir: Path) -> tuple[object, ...] | None:
    with psycopg.connect(ensure(data_dir)) as connection:
        return connection.execute("select words from kept").fetchone()


def keep(data_dir: Path) -> None:
    with psycopg.connect(ensure(data_dir)) as connection:
        connection.execute("create table kept as select 'nothing lost' as words")


def told(data_dir: Path) -> list[tuple[object, ...]]:
    with psycopg.connect(ensure(data_dir)) as connection:
        return connection.execute("select number from orders order by number").fetchall()


def test_a_demo_opens_says_where_and_leaves_nothing_after_an_interrupt(left: Left) -> None:
    assert left.health == 200
    assert f"http://localhost:{left.port}/" in left.words
    for word in ("merchant@demo.example", "agent@demo.example", "amends-demo-2026", "amends_demo_platform"):
        assert word in left.words
    assert left.code == 0
    assert left.processes == []
    handle = os.open(left.data_dir, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


def test_a_second_start_is_on_the_same_data_and_tells_no_order_again(
    copied: Callable[[], Path], demos: Callable[..., Demo], free_port: int
) -> None:
    data_dir = copied()
    keep(data_dir)
    before = told(data_dir)
    stop(data_dir)

    demo = demos(free_port, data_dir).until_ready()

    assert before
    assert told(data_dir) == before
    assert kept(data_dir) == ("nothing lost",)
    assert demo.interrupt() == 0


def test_nothing_is_lost_when_it_is_killed_alone_or_with_everything(
    copied: Callable[[], Path], demos: Callable[..., Demo], free_port: int
) -> None:
    data_dir = copied()
    first = demos(free_port, data_dir).until_ready()
    keep(data_dir)

    first.process.kill()
    first.process.wait()

    second = demos(free_port, data_dir).until_ready()
    assert second.health() == 200

    second.kill_everything()

    third = demos(free_port, data_dir).until_ready()
    assert third.health() == 200
    assert kept(data_dir) == ("nothing lost",)
    assert third.interrupt() == 0
    assert third.processes() == []


def test_two_demos_run_side_by_side_and_start_again_what_was_killed(
    copied: Callable[[], Path], demos: Callable[..., Demo], free_port: int
) -> None:
    one, other = (demos(free_port + at, copied()).until_ready() for at in range(2))
    keep(other.data_dir)
    (worker,) = one.workers()
    postmaster = other.data_dir / "postgres/data/postmaster.pid"

    os.kill(worker, signal.SIGKILL)
    os.kill(int(postmaster.read_text().partition("\n")[0]), signal.SIGKILL)

    assert any("The worker ended (SIGKILL); it is started again" in line for line in one.lines())
    while not one.workers():
        pass
    while _health(other) != 200:
        pass
    assert kept(other.data_dir) == ("nothing lost",)
    assert one.interrupt() == 0
    assert one.processes() == []
    assert other.health() == 200
    assert other.interrupt() == 0


def _health(demo: Demo) -> int:
    try:
        return demo.health()
    except OSError:
        return 0
