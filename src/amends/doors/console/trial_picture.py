"""The picture of a trial: answers before and after as two bars, and under them the cases that went over."""

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.policies.answers import Answer
from amends.core.policies.trial import FLIPS, Tally
from amends.doors.console.trial_words import ANSWER_TONES, ANSWER_WORDS
from amends.doors.console.words import Words

WIDTH = 1000
_GAP = 4
_ORDER = (Answer.YES, Answer.PERSON, Answer.NO)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar, in the picture's units; `share` in tenths of a percent."""

    answer: Answer
    x: int
    width: int
    count: int
    share: int

    @property
    def tone(self) -> str:
        """The tone of the answer."""
        return ANSWER_TONES[self.answer]

    @property
    def words(self) -> Words:
        """The answer's words."""
        return ANSWER_WORDS[self.answer]

    @property
    def middle(self) -> int:
        """Where words about it stand."""
        return self.x + self.width // 2

    @property
    def percent(self) -> str:
        """The share as it reads, with one decimal."""
        return f"{self.share // 10}.{self.share % 10}"


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The cases that went from one answer to another, between the two bars."""

    path: str
    tone: str
    before: Words
    after: Words
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Both bars and what goes over between them."""

    before: Sequence[Segment]
    after: Sequence[Segment]
    ribbons: Sequence[Ribbon]


def picture_of(tally: Tally) -> Picture | None:
    """The picture of a tally; None without cases."""
    total = tally.whole.cases
    if not total:
        return None
    before = _bar({answer: tally.whole.of(answer)[0] for answer in _ORDER}, total)
    after = _bar({answer: tally.whole.of(answer)[1] for answer in _ORDER}, total)
    return Picture(before, after, _ribbons(tally, before, after, total))


def _bar(counts: dict[Answer, int], total: int) -> list[Segment]:
    seen = {answer: count for answer, count in counts.items() if count}
    room = WIDTH - _GAP * (len(seen) - 1)
    bar, x = [], 0
    for answer, count in seen.items():
        width = room * count // total
        bar.append(Segment(answer, x, width, count, (count * 1000 + total // 2) // total))
        x += width + _GAP
    return bar


def _ribbons(tally: Tally, before: Sequence[Segment], after: Sequence[Segment], total: int) -> list[Ribbon]:
    """From the left of each segment on, in the order of the bars, so that no ribbon crosses its own kind."""
    at_top = {one.answer: one.x for one in before}
    at_foot = {one.answer: one.x for one in after}
    flips = {tuple(map(Answer, flip.value.split("_to_"))): tally.changed(flip) for flip in FLIPS}
    ribbons = []
    for first in _ORDER:
        for second in _ORDER:
            count = flips.get((first, second), 0)
            if count:
                width = max(2, WIDTH * count // total)
                top, foot = at_top[first], at_foot[second]
                at_top[first], at_foot[second] = top + width, foot + width
                path = _path(top, foot, width)
                ribbons.append(Ribbon(path, ANSWER_TONES[second], ANSWER_WORDS[first], ANSWER_WORDS[second], count))
    return ribbons


def _path(top: int, foot: int, width: int) -> str:
    """A band from the upper bar's edge (y 60) to the lower one's (y 140)."""
    down = f"M{top} 60C{top} 100 {foot} 100 {foot} 140"
    return f"{down}H{foot + width}C{foot + width} 100 {top + width} 100 {top + width} 60Z"
