"""Processes: ports that are taken, children that share their parent's death, children that are restarted."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from amends.config.processes.address import PortMalformed, PortTaken, WebAddress, claim, web_address
from amends.config.processes.bond import bound_environment


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortTaken) as refused:
            claim(WebAddress(host="127.0.0.1", port=port))

    words = f"Port {port} is taken by another program. Choose a free one: AMENDS_PORT={port + 1}"
    assert refused.value.words() == words


def test_a_port_that_another_would_share_is_taken_all_the_same() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()

        with pytest.raises(PortTaken):
            claim(WebAddress(host="127.0.0.1", port=other.getsockname()[1]))


def test_a_free_port_is_left_free(free_port: int) -> None:
    claim(WebAddress(host="127.0.0.1", port=free_port))
    claim(WebAddress(host="127.0.0.1", port=free_port))


@pytest.mark.parametrize("given", ["http", "0", "65536", "-1", "8000.0"])
def test_a_port_that_is_none_is_said_to_be_none(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_PORT", given)

    with pytest.raises(PortMalformed) as refused:
        web_address()

    assert refused.value.words() == f"AMENDS_PORT is {given}; it must be a number from 1 to 65535."


def test_the_address_shown_is_one_that_a_browser_here_can_open() -> None:
    assert WebAddress(host="0.0.0.0", port=8000).url == "http://localhost:8000"
    assert WebAddress(host="192.0.2.1", port=80).url == "http://192.0.2.1:80"
    assert WebAddress(host="2001:db8::1", port=80).url == "http://[2001:db8::1]:80"


CHILD = """
import sys, time
from amends.config.processes.bond import die_with_parent
die_with_parent()
print("bound", flush=True)
time.sleep(600)
"""
PARENT = f"""
import subprocess, sys
from amends.config.processes.bond import bound_environment
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], env=bound_environment(), stdout=subprocess.PIPE, text=True)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""


def test_a_child_dies_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert _alive(child)

    parent.kill()
    parent.wait()

    while _alive(child):
        pass


def test_a_child_whose_parent_is_dead_already_ends_at_once() -> None:
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()

    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**bound_environment(), "AMENDS_PARENT": str(gone.pid)},
        capture_output=True,
        check=False,
    )

    assert child.returncode == -signal.SIGKILL
    assert child.stdout == b""


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


TOGETHER = """
import sys
from amends.config.processes.child import Child
from amends.config.processes.together import run_together, watching_signals
child = Child("clock", [sys.executable, "-c", sys.argv[1]])
with watching_signals() as signals:
    run_together([child], signals, each_tick=lambda: None)
"""


def test_a_child_that_dies_is_started_again_and_all_end_together() -> None:
    ticking = "import os, time; print('pid', os.getpid(), flush=True); time.sleep(600)"
    runner = subprocess.Popen([sys.executable, "-c", TOGETHER, ticking], stdout=subprocess.PIPE, text=True)
    assert runner.stdout is not None
    first = int(runner.stdout.readline().split()[1])

    os.kill(first, signal.SIGKILL)

    assert runner.stdout.readline() == "The clock ended (SIGKILL); it is started again in 0.5 s.\n"
    second = int(runner.stdout.readline().split()[1])
    runner.send_signal(signal.SIGINT)
    assert runner.stdout.readline() == "Stopping …\n"
    assert runner.wait() == 0
    assert not _alive(second)
    runner.stdout.close()


def test_a_second_signal_ends_the_patience_with_a_child_that_does_not_stop() -> None:
    deaf = "import signal, time; signal.signal(15, lambda *_: print('asked', flush=True)); print('up', flush=True)\n"
    deaf += "while True: time.sleep(600)"
    runner = subprocess.Popen([sys.executable, "-c", TOGETHER, deaf], stdout=subprocess.PIPE, text=True)
    assert runner.stdout is not None
    assert runner.stdout.readline() == "up\n"

    runner.send_signal(signal.SIGTERM)
    assert sorted([runner.stdout.readline(), runner.stdout.readline()]) == ["Stopping …\n", "asked\n"]
    runner.send_signal(signal.SIGTERM)

    assert runner.wait(timeout=10) == 0
    runner.stdout.close()
