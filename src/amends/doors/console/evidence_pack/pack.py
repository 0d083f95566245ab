"""Making a pack that keeps the limits: threads are cut, pictures grow smaller or are left out, and the pack says so."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from amends.core.evidence.formats import MediaKind
from amends.core.evidence.limits import human_size
from amends.core.external_claims.packing import PackLimits, PackTooLong
from amends.doors.console.evidence_pack.dispute_part import dispute_part
from amends.doors.console.evidence_pack.facts import PackFacts
from amends.doors.console.evidence_pack.order_part import cover, order_part
from amends.doors.console.evidence_pack.pictures import SCALES, Scale, Shots, opened_shots
from amends.doors.console.evidence_pack.threads import Cut, cut_words, cuts_of, least_lines, messages_part
from amends.doors.console.words import PURPOSE_WORDS
from amends.doors.paper.blocks import Block, Document, Heading, NewPage, Picture, Words
from amends.doors.paper.faces import FontFile
from amends.doors.paper.make import Paper, Press, press_for
from amends.doors.paper.text import moment
from amends.records.evidence.queries import EvidenceFile

SIZE = 11
"""Points: what a reviewer reads may have been faxed."""
_BESIDE = 600
"""Bytes that a picture costs at most beside its own."""

_LINES_A_PAGE = 60
"""No page holds as many."""

OpenFile = Callable[[EvidenceFile], IO[bytes]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture with the dispute it was given in."""

    file: EvidenceFile
    dispute: str


def make_pack(facts: PackFacts, *, limits: PackLimits, fonts: Sequence[FontFile], open_file: OpenFile) -> Paper:
    """The pack, within the limits. Raises PackTooLong when even without messages and pictures it is above them."""
    shown = sorted(_of_kind(facts, MediaKind.PICTURE), key=lambda one: (one.file.added_at, one.file.id))
    with opened_shots([one.file for one in shown], open_file) as shots:
        cuts = cuts_of(facts)
        first = bisect_left(range(len(cuts) - 1), True, key=lambda at: _may_fit(facts, cuts[at], limits))
        press = press_for(_draft(facts, shown, cuts[first]), fonts)
        binder = _Binder(facts, shown, shots, press, cuts[-1])
        words = _cut_threads(binder, cuts[first:], limits)
        if not shown:
            return words
        for scale in SCALES:
            if binder.may_fit(scale, limits):
                paper = binder.bind(len(shown), scale)
                if _fits(paper, limits):
                    return paper
        return _with_fewer(binder, len(shown), limits)


def _cut_threads(binder: "_Binder", cuts: Sequence[Cut], limits: PackLimits) -> Paper:
    """The pack without pictures, its threads cut as little as they may be: `binder` keeps the cut."""
    many = len(binder.shown)
    bare = binder.bind(0, SCALES[-1])
    if not _fits(bare, limits):
        told = {"pages": bare.pages, "size": len(bare.data)}
        raise PackTooLong(**told, most_pages=limits.pages, most_size=limits.size)
    # Threads leave pictures a third of the room that they share: nobody can crowd those out by writing.
    room = limits.pages - ((limits.pages - bare.pages) // 3 if many else 0)

    def fits(cut: Cut) -> bool:
        binder.cut = cut
        pages = binder.pages(0)
        enough = pages <= room or (pages <= limits.pages and binder.pages(many) <= limits.pages)
        return enough and len(binder.bind(0, SCALES[-1]).data) <= limits.size

    binder.cut = cuts[bisect_left(range(len(cuts) - 1), True, key=lambda at: fits(cuts[at]))]
    return binder.bind(0, SCALES[-1])


def _with_fewer(binder: "_Binder", many: int, limits: PackLimits) -> Paper:
    """As many of the pictures as have room at the least scale, the earliest first."""
    low, high = 0, many
    while low < high - 1:
        middle = (low + high) // 2
        if binder.pages(middle) <= limits.pages and binder.size(middle) <= limits.size:
            low = middle
        else:
            high = middle
    paper = binder.bind(low, SCALES[-1])
    while not _fits(paper, limits):
        low -= 1
        paper = binder.bind(low, SCALES[-1])
    # The sizes were estimated: perhaps there is room for one more.
    while low + 1 < many and _fits(more := binder.bind(low + 1, SCALES[-1]), limits):
        low, paper = low + 1, more
    return paper


@dataclass(slots=True)
class _Binder:
    facts: PackFacts
    shown: Sequence[_Shown]
    shots: Shots
    press: Press
    cut: Cut
    words_size: int = 0

    def bind(self, many: int, scale: Scale) -> Paper:
        """The pack with the first `many` pictures at that scale."""
        paper = self.press.print(self._document(many, scale))
        if not many:
            self.words_size = len(paper.data)
        return paper

    def may_fit(self, scale: Scale, limits: PackLimits) -> bool:
        """Whether all pictures may have room, by their own bytes; stops at the first that has none."""
        left = limits.size
        for place in range(len(self.shown)):
            left -= self._bytes(place, scale)
            if left < 0:
                return False
        return True

    def size(self, many: int) -> int:
        """About how many bytes the pack has with `many` pictures at the least scale."""
        return self.words_size + sum(self._bytes(place, SCALES[-1]) + _BESIDE for place in range(many))

    def pages(self, many: int) -> int:
        """How many pages the pack has with `many` pictures at the least scale."""
        return len(self.press.lay_out(self._document(many, SCALES[-1])))

    def _bytes(self, place: int, scale: Scale) -> int:
        return 0 if place in self.shots.broken else len(self.shots.at(place, scale).data)

    def _document(self, many: int, scale: Scale) -> Document:
        pictures: list[Block] = []
        for place, one in enumerate(self.shown):
            if place in self.shots.broken:
                pictures.append(Words(_broken(one)))
            elif place < many:
                shot = self.shots.at(place, scale)
                pictures.append(Picture(shot.data, shot.width, shot.height, _caption(one), scale.most))
            else:
                pictures.append(Words(_left_out(one)))
        return _document(self.facts, self.cut, pictures)


def _fits(paper: Paper, limits: PackLimits) -> bool:
    return paper.pages <= limits.pages and len(paper.data) <= limits.size


def _may_fit(facts: PackFacts, cut: Cut, limits: PackLimits) -> bool:
    """Whether it is worth breaking the threads into lines."""
    return least_lines(facts, cut) <= limits.pages * _LINES_A_PAGE


def _of_kind(facts: PackFacts, *kinds: MediaKind) -> list[_Shown]:
    return [_Shown(file, one.case.number) for one in facts.cases for file in one.files if file.kind in kinds]


def _draft(facts: PackFacts, shown: Sequence[_Shown], cut: Cut) -> Document:
    """A document with every word that the pack may come to say when its threads are cut so, or more."""
    captions = [Words(say(one)) for one in shown for say in (_caption, _broken, _left_out)]
    return _document(facts, cut, [*captions, *cut_words(facts)])


def _document(facts: PackFacts, cut: Cut, pictures: Sequence[Block]) -> Document:
    title = _("Evidence for order %(number)s") % {"number": facts.order.facts.number}
    besides: list[Block] = [Words(_beside(one)) for one in _of_kind(facts, *set(MediaKind) - {MediaKind.PICTURE})]
    blocks: list[Block] = [*cover(facts), NewPage(), *order_part(facts)]
    for one in facts.cases:
        blocks += dispute_part(one, facts.account, cut)
    blocks += messages_part(_("Messages about the order"), facts.messages, facts.account, cut)
    if pictures or besides:
        blocks += [Heading(_("Evidence files")), *besides, *pictures]
    return Document(title=title, foot=f"{facts.account} · {title}", made_at=facts.made_at, size=SIZE, blocks=blocks)


def _caption(one: _Shown) -> str:
    file = one.file
    told = {"what": PURPOSE_WORDS[file.purpose], "name": file.name, "dispute": one.dispute, "at": moment(file.added_at)}
    return _("%(what)s: “%(name)s”, given in dispute %(dispute)s on %(at)s") % told


def _digest(one: _Shown) -> str:
    return _("SHA-256 %(digest)s, %(size)s") % {"digest": one.file.sha256, "size": human_size(one.file.size)}


def _beside(one: _Shown) -> str:
    return _("%(file)s. Not printed here, kept at the platform: %(digest)s.") % {
        "file": _caption(one),
        "digest": _digest(one),
    }


def _broken(one: _Shown) -> str:
    return _("%(file)s. The picture could not be opened: %(digest)s.") % {
        "file": _caption(one),
        "digest": _digest(one),
    }


def _left_out(one: _Shown) -> str:
    return _("%(file)s. Left out to keep the pack within its limits: %(digest)s.") % {
        "file": _caption(one),
        "digest": _digest(one),
    }
