"""The import contracts hold, and each has been seen to refuse an import that breaks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the contracts over the sources in `folder`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("core/money/split.py", "import amends.records.ids", "Each floor uses only what stands below it"),
        ("usecases/disputes/make_move.py", "import amends.doors.jobs", "Each floor uses only what stands below it"),
        ("doors/portal/apps.py", "import amends.doors.console", "Doors do not know each other"),
        ("gateways/mail/notices.py", "import amends.gateways.payments.port", "Gateways do not know each other"),
        ("core/money/split.py", "import random", "The core is pure"),
        ("core/money/split.py", "import django.db", "The core is pure"),
        ("usecases/disputes/make_move.py", "import socket", "Below the doors nobody knows HTTP"),
        ("doors/api/__init__.py", "import amends.gateways.payments.registry", "Only jobs call payment houses"),
        ("doors/api/__init__.py", "import amends.gateways.outbound.client", "Only jobs call addresses that users give"),
        ("doors/inbound/urls.py", "import amends.gateways.payments.sandbox", "through the registry and the port only"),
        ("doors/inbound/views.py", "import httpx", "through the registry and the port only"),
        ("doors/api/__init__.py", "import amends.records.ledger.post", "touch the ledger"),
    ],
)
def test_each_contract_refuses_what_it_forbids(tmp_path: Path, path: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    broken = tmp_path / "src" / "amends" / path
    broken.write_text(f"{broken.read_text()}\n{line}\n")
    answer = lint(tmp_path)
    assert answer.returncode == 1
    assert [one for one in answer.stdout.splitlines() if contract in one and "BROKEN" in one]
