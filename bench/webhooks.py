"""Webhooks: events fanned out to endpoints beside the floor, and messages signed, sent and recorded a second."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.database import drop_database, fresh_database, run_file, server_version, settle, url_of
from bench.numbers import Figures, keep, medians
from bench.say import say, table

ROUNDS = int(os.environ.get("AMENDS_BENCH_ROUNDS", "3"))
ACCOUNTS, EVENTS, ENDPOINTS = 20, 2_000, 5
DELIVERIES = EVENTS * ENDPOINTS
NAME = "amends_bench_webhooks"


def measure() -> Figures:
    """Seed, measure, print, and write into bench.json."""
    rounds = []
    with _receiver() as port:
        for number in range(1, ROUNDS + 1):
            say(f"  round {number} of {ROUNDS}")
            rounds.append({**_floor(port), **_ours(port)})
    figures = medians(rounds)
    figures["fan_out_ratio"] = figures["fan_out_rate"] / figures["fan_out_floor_rate"]
    say(f"{EVENTS:,} events for {ENDPOINTS} endpoints, medians of {ROUNDS} rounds:")
    names = ("fan_out_floor_rate", "fan_out_rate", "send_rate")
    heads = ["deliveries", "floor/s", "fanned out/s", "ratio", "sent/s", "CPU ms: Python"]
    told = [f"{figures[name]:.0f}" for name in names]
    told.insert(2, f"{figures['fan_out_ratio']:.3f}")
    table(heads, [[f"{DELIVERIES:,}", *told, f"{figures['send_cpu_ms']:.2f}"]])
    drop_database(NAME)
    say(f"Written to {keep('webhooks', figures, postgres=server_version(url_of('postgres')))}.")
    return figures


def _seeded(port: int) -> str:
    url = fresh_database(NAME)
    run_file(url, "seed_orders.sql", {"accounts": ACCOUNTS, "orders": 1}, unchecked=True)
    run_file(
        url,
        "seed_webhooks.sql",
        {"accounts": ACCOUNTS, "events": EVENTS, "endpoints": ENDPOINTS, "port": port},
        unchecked=True,
    )
    settle(url)
    return url


def _floor(port: int) -> Figures:
    url = _seeded(port)
    begun = time.perf_counter()
    run_file(url, "webhook_floor.sql", {})
    return {"fan_out_floor_rate": DELIVERIES / (time.perf_counter() - begun)}


def _ours(port: int) -> Figures:
    url = _seeded(port)
    ran = subprocess.run(
        [sys.executable, "-m", "bench.send_webhooks"],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "amends.config.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    if told["sent"] != DELIVERIES:
        raise RuntimeError(f"not every message was sent once: {told['sent']} of {DELIVERIES}")
    return {
        "fan_out_rate": DELIVERIES / told["fan_out"],
        "send_rate": DELIVERIES / told["send"],
        "send_cpu_ms": told["cpu"] * 1000 / DELIVERIES,
    }


@contextmanager
def _receiver() -> Iterator[int]:
    command = [sys.executable, "-m", "bench.receive_webhooks"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as receiver:
        assert receiver.stdout
        try:
            yield int(receiver.stdout.readline())
        finally:
            receiver.terminate()
