"""What happens in a life, told by its seed: scenes of deeds, some at the same moment, some cut off in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

WEIGHTS: dict[str, int] = {
    "takes in an order": 3,
    "dispatches": 4,
    "opens a dispute": 10,
    "asks for evidence": 2,
    "sends evidence": 3,
    "makes an offer": 5,
    "agrees": 6,
    "declines": 2,
    "approves": 6,
    "rejects": 2,
    "withdraws": 3,
    "writes": 1,
    "settles": 9,
    "takes up what is due": 4,
    "hears of a payment house": 6,
    "a refund comes back": 2,
    "a claim is raised elsewhere": 3,
    "a claim elsewhere ends": 3,
    "a claim outruns its order": 1,
    "a match is undone": 1,
    "a refund is made by hand": 2,
    "a card scheme warns": 1,
    "cuts a leg": 2,
    "restores a leg": 1,
    "says that a claim takes nothing more": 1,
    "tops up": 3,
    "tops up at a house": 3,
    "ends what is owed": 2,
    "a top-up comes": 4,
    "pays an order": 3,
    "asks for a withdrawal": 3,
    "takes a withdrawal up": 3,
    "pays a withdrawal out": 3,
    "turns a withdrawal down": 2,
    "takes or lifts a measure": 1,
    "overrides who bears it": 2,
    "sees to debit notes": 1,
    "takes the balance instead": 3,
    "tries the original way again": 2,
    "tells an outcome": 1,
    "closes the order": 1,
}
"""How often each deed is tried. One that has nothing to do, or is refused, is part of the story too."""

INSTEAD: dict[str, int] = {
    "agrees": 9,
    "approves": 8,
    "settles": 9,
    "makes an offer": 6,
    "sends evidence": 4,
    "rejects": 1,
    "a top-up comes": 6,
    "pays an order": 6,
    "asks for a withdrawal": 4,
    "takes a withdrawal up": 4,
    "pays a withdrawal out": 4,
    "turns a withdrawal down": 3,
    "a refund comes back": 3,
    "a refund is made by hand": 2,
    "a claim is raised elsewhere": 3,
    "a claim elsewhere ends": 6,
    "a match is undone": 3,
    "cuts a leg": 5,
    "restores a leg": 6,
    "says that a claim takes nothing more": 1,
    "takes the balance instead": 5,
    "tries the original way again": 3,
    "tells an outcome": 4,
    "ends what is owed": 3,
    "overrides who bears it": 1,
    "opens a dispute": 2,
}
"""What is done where a deed has nothing to do, and how likely it is tried first: what carries a story on."""

ALWAYS_FIRST = "takes in an order"
MINUTES = (0, 1, 7, 60, 60 * 24, 60 * 24 * 8, 60 * 24 * 31)
"""How much time passes before a scene: moments, an hour, a day, past every deadline, a month."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`what` is done with whatever `pick` chooses; its process dies before the statement `dies_at` (0: it lives)."""

    what: str
    pick: int
    dies_at: int = 0

    def __str__(self) -> str:
        end = f", and dies at statement {self.dies_at}" if self.dies_at else ""
        return f"{self.what} ({self.pick}){end}"


@dataclass(frozen=True, slots=True)
class Scene:
    """Deeds at the same moment, `after` so many minutes."""

    after: int
    deeds: tuple[Deed, ...]

    def __str__(self) -> str:
        return f"after {self.after} min: " + "  ∥  ".join(map(str, self.deeds))


Story = tuple[Scene, ...]


def tell(seed: int) -> Story:
    """The story of that seed, always the same."""
    chance = Random(seed)
    first = Scene(0, (Deed(ALWAYS_FIRST, chance.randrange(1 << 16)),))
    opening = Scene(1, (_deed(chance, "opens a dispute"),))
    return (first, opening, *(_scene(chance) for _ in range(chance.randint(4, 16))))


def _scene(chance: Random) -> Scene:
    many = chance.choices((1, 2, 3), (6, 3, 1))[0]
    return Scene(chance.choices(MINUTES, (16, 12, 6, 4, 2, 2, 1))[0], tuple(_deed(chance) for _ in range(many)))


def _deed(chance: Random, what: str = "") -> Deed:
    told = what or chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    dies_at = chance.randint(1, 25) if chance.random() < 0.15 else 0
    return Deed(told, chance.randrange(1 << 16), dies_at)


def instead(pick: int) -> list[str]:
    """What is done in place of a deed that has nothing to do, in the order in which it is tried."""
    chance = Random(pick)
    return sorted(INSTEAD, key=lambda what: chance.random() ** (1 / INSTEAD[what]), reverse=True)


def show(story: Sequence[Scene]) -> str:
    """A line for each scene."""
    return "\n".join(f"  {at}. {scene}" for at, scene in enumerate(story, start=1))
