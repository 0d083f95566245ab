"""Databases for lives: each batch plays on a clone of a migrated one, with people of its own."""

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection

from amends.records.policies.programs import program_of
from tests.campaign.houses import houses
from tests.campaign.life import Broken, live
from tests.campaign.shrink import shrink
from tests.campaign.story import Story, show, tell
from tests.campaign.world import Clock, Platform
from tests.conftest import _admin, _drop, _point_at

TRIES = 3
"""A story with actors at the same moment is played so often before it counts as sound while it is shortened."""


@contextmanager
def template() -> Iterator[str]:
    """A migrated database, gone afterwards."""
    home, name = connection.settings_dict["NAME"], f"amends_campaign_{uuid.uuid4().hex[:8]}"
    _admin(f'create database "{name}"')
    _point_at(name)
    try:
        call_command("migrate", verbosity=0)
        _point_at(home)
        yield name
    finally:
        _drop(name)
        _point_at(home)


@contextmanager
def stage(of: str) -> Iterator[tuple[Platform, Clock]]:
    """A clone of the template `of` with the platform's people."""
    home, name = connection.settings_dict["NAME"], f"amends_stage_{uuid.uuid4().hex[:8]}"
    connection.close()
    connection.close_pool()
    _admin(f'create database "{name}" template "{of}"')
    _point_at(name)
    program_of.cache_clear()
    try:
        with TemporaryDirectory() as folder, houses(Path(folder)) as open_houses:
            yield Platform.made(open_houses), Clock(beside=open_houses.paypal.time)
    finally:
        _drop(name)
        _point_at(home)


@dataclass(frozen=True, slots=True)
class Played:
    """How many lives were played, what their deeds came to, and the first that broke something."""

    lives: int
    tally: Counter[str]
    seed: int | None = None
    wrong: str = ""


def play(seeds: range, *, of: str) -> Played:
    """Plays the lives of `seeds` one after the other on one stage, until one breaks something."""
    tally: Counter[str] = Counter()
    with stage(of) as (platform, clock):
        for at, seed in enumerate(seeds):
            try:
                live(tell(seed), seed=seed, platform=platform, clock=clock, tally=tally)
            except Broken as broken:
                return Played(at + 1, tally, seed, str(broken))
    return Played(len(seeds), tally)


def shortest(seed: int, *, of: str) -> tuple[Story, str]:
    """The shortest story found that still breaks something, and what; each is played on a stage of its own."""
    said: dict[Story, str] = {}

    def breaks(story: Story) -> bool:
        for _ in range(TRIES):
            with stage(of) as (platform, clock):
                try:
                    live(story, seed=seed, platform=platform, clock=clock)
                except Broken as broken:
                    said[story] = str(broken)
                    return True
        return False

    story = tell(seed)
    if not breaks(story):
        return story, "It did not break again when it was played alone."
    story = shrink(story, breaks)
    return story, said[story]


def report(seed: int, *, of: str) -> str:
    """The seed's shortest breaking story, as a person reads it."""
    story, wrong = shortest(seed, of=of)
    return f"seed {seed}\n{show(story)}\n  → {wrong}"
