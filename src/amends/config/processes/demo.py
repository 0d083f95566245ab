"""The demo: a machine of its own from nothing, and nothing left running after Ctrl-C."""

import os
import subprocess
import time
from pathlib import Path

from amends.config.postgres import connected, default_data_dir, ensure, stop_if_unused, using
from amends.config.processes.address import WebAddress, free_address
from amends.config.processes.bond import bound_environment
from amends.config.processes.child import Child, command
from amends.config.processes.health import healthy
from amends.config.processes.say import say
from amends.config.processes.together import run_together, watching_signals

LOGINS = (
    ("merchant@demo.example", "a merchant: orders, disputes, wallet"),
    ("second-merchant@demo.example", "another merchant's account"),
    ("agent@demo.example", "an agent: the queue and the cases"),
    ("second-agent@demo.example", "another agent"),
    ("finance@demo.example", "finance: settlements and the ledger"),
    ("policy@demo.example", "the policy's owner"),
    ("admin@demo.example", "the platform's admin"),
)
PASSWORD = "amends-demo-2026"  # noqa: S105 - printed on purpose
TOKENS = (
    ("merchant", "amends_demo_merchant"),
    ("second merchant", "amends_demo_second"),
    ("staff", "amends_demo_staff"),
    ("the platform's order system", "amends_demo_platform"),
    ("CJ-style key", "CJ1000001@api@0123456789abcdef0123456789abcdef"),
)
SLOW_SECONDS = 90.0
DATABASE_SECONDS = 10.0


def run_demo() -> int:
    """Set up, seed, serve web and worker until Ctrl-C. Returns the exit code; raises a Refusal before it serves."""
    os.environ["AMENDS_DEMO"] = "1"
    address = free_address()
    given = os.environ.get("DATABASE_URL")
    if given:
        connected(given)
        return _serve(_Watch(address, own_database=None))
    data_dir = default_data_dir()
    try:
        with using(data_dir):
            return _serve(_Watch(address, own_database=data_dir))
    finally:
        if stop_if_unused(data_dir):
            say("Stopped.")


def _serve(watch: "_Watch") -> int:
    with watching_signals() as signals:
        say("Preparing the database and the demo's story …")
        seed = ("manage", "seed_demo", "--migrate")
        status = subprocess.run(command(*seed), env=bound_environment(), check=False).returncode  # noqa: S603
        if signals.stops:
            return 0
        if status != 0:
            say(f"The demo could not be set up: `amends {' '.join(seed)}` ended with exit code {status}.")
            return 1
        children = [Child("web server", command("serve")), Child("worker", command("worker"))]
        run_together(children, signals, each_tick=watch.look)
    return 0


class _Watch:
    """Says once where the demo is, as soon as it is ready; and starts our own PostgreSQL again, should it be killed."""

    def __init__(self, address: WebAddress, *, own_database: Path | None) -> None:
        self._address = address
        self._own_database = own_database
        self._open = False
        self._slow_at = time.monotonic() + SLOW_SECONDS
        self._database_at = time.monotonic() + DATABASE_SECONDS

    def look(self) -> None:
        now = time.monotonic()
        if self._own_database is not None and now > self._database_at:
            self._database_at = now + DATABASE_SECONDS
            ensure(self._own_database)
        if self._open:
            return
        if healthy(self._address):
            self._open = True
            say(_welcome(self._address))
        elif now > self._slow_at:
            self._slow_at = now + SLOW_SECONDS
            say(f"{self._address.url}/healthz does not answer 200 yet; still waiting.")


def _welcome(address: WebAddress) -> str:
    width = max(len(email) for email, _ in LOGINS)
    logins = "\n".join(f"  {email:<{width}}  {who}" for email, who in LOGINS)
    tokens = "\n".join(f"  {who:<{width}}  {token}" for who, token in TOKENS)
    return (
        f"\nAmends is open: {address.url}/   (staff: {address.url}/console/)\n\n"
        f"Log in, each with the password {PASSWORD}:\n{logins}\n\n"
        f"API tokens (Authorization: Bearer …):\n{tokens}\n\nCtrl-C stops it; the data stay.\n"
    )
