"""What does not hold, and of which row."""

from typing import NamedTuple


class Violation(NamedTuple):
    """`invariant` is the file's name, `id` the row's (a currency's code for the trial balance)."""

    invariant: str
    id: str
    words: str
