"""The class all refusals share: a stable code, its facts, and one sentence for people."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar
from uuid import UUID

from amends.core.refusals.said import Said, Words

Fact = object


class Refusal(Exception):
    """A clear no to an ask: the ask was understood and is not done.

    `code` is stable and dotted (``room.what``); `sentence` is a format string over the facts,
    translated by the door that shows it; `field` names the form field at fault, if one is.
    `facts` are for programs: codes, ids, lists of them, whole numbers and minor units, ISO dates and times.
    `said` are the same as the sentence says them: a list with commas, a `Said` and `Words` in words.
    A bug is never a Refusal, and a Refusal never carries an HTTP status: doors choose those by `kind`.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]
    kind: ClassVar[str] = "conflict"
    """One of: invalid (the ask is malformed), unseen (absent or not yours), forbidden, conflict, unauthenticated."""
    field: ClassVar[str | None] = None

    place: tuple[str, int] | None = None
    """Of a list's element at fault: the list's name and the element's index, from 0."""

    def __init__(self, **facts: Fact) -> None:
        self.facts = {name: _plain(fact) for name, fact in facts.items() if not isinstance(fact, Words)}
        self.said = {name: _in_words(fact) for name, fact in facts.items()}
        super().__init__(self.words())

    def words(self, translate: Callable[[str], str] = str) -> str:
        """The sentence with its facts filled in, in the language of `translate`."""
        return translate(self.sentence) % self.said


def _plain(fact: Fact) -> Fact:
    if isinstance(fact, Said):
        return _plain(fact.plain)
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, UUID):
        return str(fact)
    return list(fact) if isinstance(fact, (tuple, list)) else fact


def _in_words(fact: Fact) -> Fact:
    if isinstance(fact, Said):
        return fact.words
    return ", ".join(str(one) for one in fact) if isinstance(fact, (tuple, list)) else fact


def code_table() -> dict[str, type[Refusal]]:
    """Every refusal known to the running program, by code. Raises ValueError when two share one."""
    table: dict[str, type[Refusal]] = {}
    waiting = list(Refusal.__subclasses__())
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        code = refusal.__dict__.get("code")
        if code is None:
            continue
        if table.get(code, refusal) is not refusal:
            raise ValueError(f"two refusals share the code {code}")
        table[code] = refusal
    return table
