"""Data folders of one's own, and running things as somebody else."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amends.config.postgres import stop

PG_15 = Path("/usr/lib/postgresql/15/bin")
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def folders() -> Iterator[Callable[[], Path]]:
    """Makes folders that every account may enter; servers started in them are stopped, and they are removed."""
    made: list[Path] = []

    def make() -> Path:
        top = Path(tempfile.mkdtemp(prefix="amends-test-"))
        top.chmod(0o755)
        made.append(top)
        return top / "var"

    yield make
    for top in made:
        for data_dir in {path.parent for pattern in ("postgres", "postgres.elsewhere") for path in top.rglob(pattern)}:
            stop(data_dir)
        shutil.rmtree(top)


@pytest.fixture
def data_dir(folders: Callable[[], Path]) -> Path:
    """A data folder that does not exist yet."""
    return folders()


@pytest.fixture(params=["the wheel", "PostgreSQL 15"])
def programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The major version of the programs in use."""
    if request.param == "the wheel":
        monkeypatch.delenv("AMENDS_PG_BIN", raising=False)
        return 18
    if not PG_15.is_dir():
        pytest.skip("PostgreSQL 15 is not installed")
    monkeypatch.setenv("AMENDS_PG_BIN", str(PG_15))
    return 15


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def as_nobody() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python code as the account `nobody`, with a Python that it can enter; needs root."""
    if os.geteuid() != 0:
        pytest.skip("only root can act as somebody else; the other tests ran as an ordinary user already")
    packages = Path(pytest.__file__).parents[1]
    version = f"python3.{sys.version_info.minor}"
    python = next((path for name in (sys.executable, version) if (path := shutil.which(name)) and _opens(path)), None)
    python = python or (f"/usr/bin/{version}" if _opens(f"/usr/bin/{version}") else None)
    if python is None or not _opens("/bin/ls", str(packages)):
        pytest.skip("`nobody` can enter neither a fitting Python nor this clone")

    def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-c", code],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{SOURCE}:{packages}", **environment},
            cwd="/",
            user="nobody",
            group="nogroup",
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def _opens(*command: str) -> bool:
    probe = command if len(command) > 1 else (*command, "-c", "import ssl")
    try:
        ran = subprocess.run(probe, user="nobody", group="nogroup", cwd="/", capture_output=True, check=False)
    except OSError:
        return False
    return ran.returncode == 0
