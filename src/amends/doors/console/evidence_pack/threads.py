"""How much of the threads has room in a pack. What is left out is told, and can be proved by its digest.

Each message keeps its first lines, fewer and fewer. Where even those are too many, messages have room in this order:
the one each dispute begins with, then by turns the newest of each side. So nobody can crowd out the other side's words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, zip_longest
from uuid import UUID

from django.utils.translation import ngettext

from amends.core.access import Side
from amends.doors.console.evidence_pack.facts import PackFacts
from amends.doors.console.words import SIDE_WORDS
from amends.doors.paper.blocks import Block, Heading, Words
from amends.doors.paper.text import moment, readable
from amends.records.disputes.case_file_thread import MessageShown

_LINES = (40, 20, 10)
_ACROSS = 80
"""Characters that count as one line."""
_MOST_ACROSS = 200
"""No line on paper holds as many letters of any script."""


@dataclass(frozen=True, slots=True)
class Cut:
    """So many lines of each message, None for all of them, and the messages whose rank is below `most`."""

    lines: int | None
    most: int
    ranks: Mapping[UUID, int]

    def keeps(self, said: MessageShown) -> bool:
        """Whether anything of the message is printed."""
        return self.ranks[said.id] < self.most


def cuts_of(facts: PackFacts) -> list[Cut]:
    """Every cut that is tried, from none at all to no message; each leaves less than the one before it."""
    begun = [one.messages[0].id for one in facts.cases if one.messages]
    sides: dict[Side, list[UUID]] = defaultdict(list)
    for said in sorted(_all(facts), key=lambda said: (said.at, said.id), reverse=True):
        sides[said.side].append(said.id)
    turns = filter(None, chain.from_iterable(zip_longest(*sides.values())))
    ranks = {id_: rank for rank, id_ in enumerate(dict.fromkeys([*begun, *turns]))}
    shorter = [Cut(lines, len(ranks), ranks) for lines in (None, *_LINES)]
    return shorter + [Cut(_LINES[-1], most, ranks) for most in reversed(range(len(ranks)))]


def least_lines(facts: PackFacts, cut: Cut) -> int:
    """So many lines the threads have on paper at the least, without breaking any: a thread may be a book."""
    kept = (said for said in _all(facts) if cut.keeps(said))
    texts = (_first(_words(said), cut.lines).split("\n") for said in kept)
    return sum(1 + len(line) // _MOST_ACROSS for text in texts for line in text)


def messages_part(title: str, messages: Sequence[MessageShown], account: str, cut: Cut) -> list[Block]:
    """A thread, oldest first: which side said what, not which person; before it what of it is left out."""
    if not messages:
        return []
    left = [said for said in messages if not cut.keeps(said)]
    blocks: list[Block] = [Heading(title, 3), *([Words(_left_out(left))] if left else [])]
    for said in messages:
        if cut.keeps(said):
            blocks += _message(said, account, cut)
    return blocks


def cut_words(facts: PackFacts) -> list[Block]:
    """What a cut may come to say beside the messages."""
    said = _all(facts)[:1]
    return [
        Words(text)
        for one in said
        for text in (_left_out(said), _left_out(said * 2), _shortened(one, 1), _shortened(one, 2))
    ]


def _all(facts: PackFacts) -> list[MessageShown]:
    return [*(said for one in facts.cases for said in one.messages), *facts.messages]


def _message(said: MessageShown, account: str, cut: Cut) -> list[Block]:
    who = account if said.side is Side.MERCHANT else str(SIDE_WORDS[said.side])
    words = _words(said)
    first = _first(words, cut.lines)
    left = len(words) - len(first)
    told: list[Block] = [Words(f"{who}, {moment(said.at)}", small=True), Words(first)]
    return [*told, *([Words(_shortened(said, left), small=True)] if left else [])]


def _words(said: MessageShown) -> str:
    """The message without its empty lines: thousands of them would be pages of nothing."""
    return "\n".join(line for line in readable(said.body).split("\n") if line.strip())


def _first(words: str, lines: int | None) -> str:
    if lines is None:
        return words
    kept = []
    for line in words.split("\n"):
        if lines <= 0:
            break
        kept.append(line[: lines * _ACROSS])
        lines -= 1 + (len(line) - 1) // _ACROSS
    return "\n".join(kept)


def _shortened(said: MessageShown, left: int) -> str:
    words = ngettext(
        "%(count)s more character is left out to keep the pack within its limits. "
        "The whole message is kept at the platform: SHA-256 %(digest)s.",
        "%(count)s more characters are left out to keep the pack within its limits. "
        "The whole message is kept at the platform: SHA-256 %(digest)s.",
        left,
    )
    return words % {"count": left, "digest": _digest([said])}


def _left_out(messages: Sequence[MessageShown]) -> str:
    words = ngettext(
        "%(count)s message of %(first)s is left out to keep the pack within its limits, and kept at the platform: "
        "SHA-256 %(digest)s.",
        "%(count)s messages from %(first)s to %(last)s are left out to keep the pack within its limits, and kept at "
        "the platform: SHA-256 of their words, one a line, %(digest)s.",
        len(messages),
    )
    told = {"count": len(messages), "first": moment(messages[0].at), "last": moment(messages[-1].at)}
    return words % {**told, "digest": _digest(messages)}


def _digest(messages: Sequence[MessageShown]) -> str:
    return sha256("\n".join(said.body for said in messages).encode()).hexdigest()
