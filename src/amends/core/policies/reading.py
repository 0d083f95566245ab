"""Reading a document's tables value by value, noting everything that is wrong instead of stopping at the first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from amends.core.policies.issues import Fault, Issue, Path
from amends.core.policies.predicates import Number
from amends.core.policies.uses import PLACEHOLDER

Table = Mapping[str, object]
_Kind = TypeVar("_Kind", str, int, bool, list[object], dict[str, object])
_Word = TypeVar("_Word", bound=StrEnum)

MOST = 100_000
"""No number of a policy is larger; as days, it is more than anybody waits."""

_EXPECTED: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
_NAME = {"_": re.compile(r"[a-z][a-z0-9_]*"), "-": re.compile(r"[a-z][a-z0-9-]*")}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Reading:
    """What reading found out so far. Where a value is wrong, the readers note it and answer None."""

    def __init__(self, currency: str = "") -> None:
        self.issues: list[Issue] = []
        self.settings: dict[str, int] = {}
        self.currency = currency

    def note(self, fault: Fault, path: Path, **facts: object) -> None:
        """Something is wrong at `path`."""
        self.issues.append(Issue(fault, path, facts))

    def known(self, table: Table, keys: Sequence[str], path: Path) -> None:
        """Notes every key of the table that is not one of `keys`."""
        for key in table:
            if key not in keys:
                self.note(Fault.KEY_UNKNOWN, (*path, key), key=key, known=", ".join(keys))

    def required(self, table: Table, key: str, path: Path) -> None:
        """Notes a key that is not there."""
        if key not in table:
            self.note(Fault.KEY_MISSING, (*path, key), key=key)

    def value(self, told: object, kind: type[_Kind], path: Path) -> _Kind | None:
        """`told`, if it is of that kind; true is no number."""
        if isinstance(told, str) and _UNSTORABLE.search(told):
            self.note(Fault.TYPE_WRONG, path, expected="a text without characters that cannot be stored")
            return None
        if isinstance(told, kind) and (kind is bool or not isinstance(told, bool)):
            return told
        self.note(Fault.TYPE_WRONG, path, expected=_EXPECTED[getattr(kind, "__origin__", kind)])
        return None

    def get(self, table: Table, key: str, kind: type[_Kind], path: Path) -> _Kind | None:
        """The value of a key that must be there."""
        self.required(table, key, path)
        return self.value(table[key], kind, (*path, key)) if key in table else None

    def text(self, table: Table, key: str, path: Path) -> str:
        """A text for people: not blank; in braces it may name settings."""
        told = self.get(table, key, str, path)
        if told is not None and not told.strip():
            self.note(Fault.TEXT_MISSING, (*path, key))
        for name in PLACEHOLDER.findall(told or ""):
            self.setting(name, (*path, key))
        return told or ""

    def name(self, told: str, joint: str, path: Path) -> str:
        """A name of small letters, digits and the joint."""
        if not _NAME[joint].fullmatch(told):
            self.note(Fault.NAME_INVALID, path, name=told, joint=joint)
        return told

    def word(self, told: object, words: type[_Word], path: Path) -> _Word | None:
        """One of a list of words."""
        text = self.value(told, str, path)
        if text is None:
            return None
        if text not in {word.value for word in words}:
            self.note(Fault.WORD_UNKNOWN, path, word=text, known=", ".join(words))
            return None
        return words(text)

    def texts(self, told: object, path: Path) -> Iterator[tuple[str, Path]]:
        """The texts of a list that is not empty and names nothing twice, each with its path."""
        listed = self.value(told, list, path)
        if listed == []:
            self.note(Fault.LIST_EMPTY, path)
        seen: set[str] = set()
        for at, one in enumerate(listed or ()):
            text = self.value(one, str, (*path, at))
            if text in seen:
                self.note(Fault.TWICE, (*path, at), word=text)
            elif text is not None:
                seen.add(text)
                yield text, (*path, at)

    def get_word(self, table: Table, key: str, words: type[_Word], path: Path) -> _Word | None:
        """The word of a key that may be absent."""
        return self.word(table[key], words, (*path, key)) if key in table else None

    def words(self, told: object, words: type[_Word], path: Path) -> tuple[_Word, ...]:
        """Several of a list of words."""
        found: Iterable[_Word | None] = [self.word(text, words, at) for text, at in self.texts(told, path)]
        return tuple(word for word in found if word is not None)

    def setting(self, name: str, path: Path) -> int | None:
        """The number of a setting."""
        if name not in self.settings:
            self.note(Fault.SETTING_UNKNOWN, path, name=name)
        return self.settings.get(name)

    def number(self, told: object, path: Path) -> Number | None:
        """A whole number ≥ 0, or the name of a setting."""
        if isinstance(told, str):
            value = self.setting(told, path)
            return None if value is None else Number(value, told)
        value = self.whole(told, path)
        return None if value is None else Number(value)

    def whole(self, told: object, path: Path) -> int | None:
        """A whole number from 0 to MOST."""
        value = self.value(told, int, path)
        if value is None or 0 <= value <= MOST:
            return value
        self.note(Fault.NUMBER_NEGATIVE if value < 0 else Fault.NUMBER_LARGE, path, number=value, most=MOST)
        return None
