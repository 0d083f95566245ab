"""Medians of rounds and percentiles of times, and where they are written."""

import json
import os
import statistics
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from amends.config.postgres import default_data_dir

Figures = dict[str, float]


def percentile(ordered: Sequence[float], which: int) -> float:
    """The value that `which` percent of a sorted sequence do not exceed."""
    return ordered[min(len(ordered) - 1, len(ordered) * which // 100)]


def medians(rounds: Iterable[Mapping[str, float]]) -> Figures:
    """Each figure's median over the rounds. Ratios are of two neighbors in time, so a slow minute hits both."""
    told = list(rounds)
    return {name: statistics.median(one[name] for one in told) for name in told[0]}


def keep(room: str, figures: Mapping[str, float], *, postgres: str) -> Path:
    """Write a room's figures into bench.json in the data folder, beside those of other rooms."""
    path = default_data_dir() / "bench.json"
    told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    told[room] = {
        **{name: round(value, 4) for name, value in sorted(figures.items())},
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "postgres": postgres,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return path
