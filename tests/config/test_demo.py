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


@pytest.fixture(scope="module")
def left() -> Iterator[Path]:
    """The data folder that a demo left behind when it was interrupted; to be copied."""
    with tempfile.TemporaryDirectory(prefix="amends-test-") as top:
        Path(top).chmod(0o755)
        demo = Demo(Path(top) / "var", _free_port())
        try:
            assert demo.until_ready().interrupt() == 0
            yield demo.data_dir
        finally:
            stop(demo.data_dir)
            demo.kill_everything()


@pytest.fixture
def again(left: Path, demos: Callable[..., Demo], folders: Callable[[], Path]) -> Callable[[int], Demo]:
    """Starts a demo on a copy of that folder, and waits until it is ready."""

    def start(port: int) -> Demo:
        data_dir = folders()
        subprocess.run(["cp", "-a", left, data_dir], check=True)
        return demos(port, data_dir).until_ready()

    return start


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


def test_a_demo_opens_says_where_and_leaves_nothing_after_an_interrupt(
    demos: Callable[..., Demo], free_port: int
) -> None:
    demo = demos(free_port).until_ready()

    assert demo.health() == 200
    assert f"http://localhost:{free_port}/" in demo.words
    for word in ("merchant@demo.example", "agent@demo.example", "amends-demo-2026", "amends_demo_platform"):
        assert word in demo.words
    assert demo.interrupt() == 0
    assert demo.processes() == []
    handle = os.open(demo.data_dir, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


def test_a_second_start_is_on_the_same_data_and_tells_no_order_again(
    again: Callable[[int], Demo], demos: Callable[..., Demo], free_port: int
) -> None:
    first = again(free_port)
    keep(first.data_dir)
    before = told(first.data_dir)
    assert first.interrupt() == 0

    second = demos(free_port, first.data_dir).until_ready()

    assert told(second.data_dir) == before
    assert kept(second.data_dir) == ("nothing lost",)
    assert second.interrupt() == 0


def test_nothing_is_lost_when_everything_is_killed(
    again: Callable[[int], Demo], demos: Callable[..., Demo], free_port: int
) -> None:
    first = again(free_port)
    keep(first.data_dir)

    first.kill_everything()

    second = demos(free_port, first.data_dir).until_ready()
    assert second.health() == 200
    assert kept(second.data_dir) == ("nothing lost",)
    assert second.interrupt() == 0
    assert second.processes() == []


def test_a_demo_whose_own_process_was_killed_starts_clean(
    again: Callable[[int], Demo], demos: Callable[..., Demo], free_port: int
) -> None:
    first = again(free_port)

    first.process.kill()
    first.process.wait()

    second = demos(free_port, first.data_dir).until_ready()
    assert second.health() == 200
    assert second.interrupt() == 0


def test_two_demos_run_side_by_side(again: Callable[[int], Demo], free_port: int) -> None:
    one, other = again(free_port), again(free_port + 1)

    assert (one.health(), other.health()) == (200, 200)
    assert one.interrupt() == 0
    assert other.health() == 200
    assert other.interrupt() == 0


def test_a_killed_worker_is_started_again(again: Callable[[int], Demo], free_port: int) -> None:
    demo = again(free_port)
    (worker,) = demo.workers()

    os.kill(worker, signal.SIGKILL)

    assert any("The worker ended (SIGKILL); it is started again" in line for line in demo.lines())
    while not demo.workers():
        pass
    assert demo.interrupt() == 0
    assert demo.processes() == []


def test_a_killed_database_is_started_again_under_a_running_demo(again: Callable[[int], Demo], free_port: int) -> None:
    demo = again(free_port)
    keep(demo.data_dir)
    postmaster = next((demo.data_dir / "postgres/data").glob("postmaster.pid"))
    os.kill(int(postmaster.read_text().partition("\n")[0]), signal.SIGKILL)

    while _health(demo) != 200:
        pass

    assert kept(demo.data_dir) == ("nothing lost",)
    assert demo.interrupt() == 0


def _health(demo: Demo) -> int:
    try:
        return demo.health()
    except OSError:
        return 0
