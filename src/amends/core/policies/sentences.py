"""Sentences that people read: untranslated format strings with their facts, put into words by whoever shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def show(value: object) -> str:
    """A value in plain English: a date as ``3 Dec 2026``, anything else as it is."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if isinstance(value, date) else str(value)


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A format string over facts. A fact may be a sentence itself, or a tuple of them, joined by `joint`."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    joint: str = ", "

    def words(self, translate: Callable[[str], str] = _as_it_is, show: Callable[[object], str] = show) -> str:
        """The sentence in words. `translate` turns each template into the reader's language, `show` other values."""

        def say(fact: object) -> str:
            if isinstance(fact, Sentence):
                return fact.words(translate, show)
            return self.joint.join(map(say, fact)) if isinstance(fact, tuple) else show(fact)

        return translate(self.template) % {name: say(fact) for name, fact in self.facts.items()}
