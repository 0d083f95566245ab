"""Facts that people read in other words than programs do."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One fact twice: `plain` for programs (a code, codes, a whole number), `words` for the sentence, untranslated."""

    plain: str | int | Sequence[str]
    words: str


class Words(str):
    """Words that only the sentence needs: programs have what they say in other facts, or have no use for it."""

    __slots__ = ()
