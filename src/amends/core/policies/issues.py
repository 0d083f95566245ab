"""What can be wrong with a policy's document, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from amends.core.refusals import Refusal, Said


class Fault(StrEnum):
    """What is wrong. Stable codes."""

    NOT_TOML = "not_toml"
    FORMAT_UNKNOWN = "format_unknown"
    KEY_UNKNOWN = "key_unknown"
    KEY_MISSING = "key_missing"
    TYPE_WRONG = "type_wrong"
    TEXT_MISSING = "text_missing"
    NAME_INVALID = "name_invalid"
    ID_TWICE = "id_twice"
    WORD_UNKNOWN = "word_unknown"
    COUNTRY_UNKNOWN = "country_unknown"
    CURRENCY_UNKNOWN = "currency_unknown"
    CURRENCY_MISMATCH = "currency_mismatch"
    AMOUNT_UNREADABLE = "amount_unreadable"
    NUMBER_NEGATIVE = "number_negative"
    NUMBER_LARGE = "number_large"
    PERCENT_RANGE = "percent_range"
    PERCENT_SUM = "percent_sum"
    SETTING_UNKNOWN = "setting_unknown"
    SETTING_UNUSED = "setting_unused"
    EVIDENCE_UNKNOWN = "evidence_unknown"
    EVIDENCE_UNUSED = "evidence_unused"
    QUESTION_UNCLEAR = "question_unclear"
    LIST_EMPTY = "list_empty"
    TWICE = "twice"
    WINDOW_OPEN = "window_open"
    WINDOW_BACKWARDS = "window_backwards"
    GRANT_MISSING = "grant_missing"
    GRANT_WITHOUT_YES = "grant_without_yes"
    AUTOMATIC_PERSON = "automatic_person"
    WINDOWS_OVERLAP = "windows_overlap"
    AMBIGUOUS = "ambiguous"
    NEVER_APPLIES = "never_applies"
    TOO_COMPLEX = "too_complex"


_SENTENCES: dict[Fault, str] = {
    Fault.NOT_TOML: "This is not a TOML document: %(error)s.",
    Fault.FORMAT_UNKNOWN: "The format is %(told)s; this program reads format %(known)s.",
    Fault.KEY_UNKNOWN: "“%(key)s” is not known here; known are %(known)s.",
    Fault.KEY_MISSING: "“%(key)s” is missing.",
    Fault.TYPE_WRONG: "This must be %(expected)s.",
    Fault.TEXT_MISSING: "The text for people is empty.",
    Fault.NAME_INVALID: "“%(name)s” is not a name: use small letters, digits and “%(joint)s”, a letter first.",
    Fault.ID_TWICE: "Another clause is called “%(id)s” already.",
    Fault.WORD_UNKNOWN: "“%(word)s” is not known here; known are %(known)s.",
    Fault.COUNTRY_UNKNOWN: "“%(country)s” is not a country's code; write it like US.",
    Fault.CURRENCY_UNKNOWN: "“%(currency)s” is not a currency's code; write it like USD.",
    Fault.CURRENCY_MISMATCH: "The amount is in %(currency)s, the policy in %(expected)s.",
    Fault.AMOUNT_UNREADABLE: "“%(text)s” is not an amount; write it like %(example)s.",
    Fault.NUMBER_NEGATIVE: "%(number)s is below zero.",
    Fault.NUMBER_LARGE: "%(number)s is more than %(most)s.",
    Fault.PERCENT_RANGE: "%(percent)s is not a percentage from 1 to 100.",
    Fault.PERCENT_SUM: "The percentages add up to %(total)s, not to 100.",
    Fault.SETTING_UNKNOWN: "There is no setting “%(name)s”.",
    Fault.SETTING_UNUSED: "Nothing uses the setting “%(name)s”.",
    Fault.EVIDENCE_UNKNOWN: "There is no evidence “%(name)s”.",
    Fault.EVIDENCE_UNUSED: "No clause needs the evidence “%(name)s”.",
    Fault.QUESTION_UNCLEAR: "A question names one fact and one test of it; the tests of %(fact)s are %(tests)s.",
    Fault.LIST_EMPTY: "The list is empty.",
    Fault.TWICE: "“%(word)s” stands here twice.",
    Fault.WINDOW_OPEN: "A window has a first day, a last day or both.",
    Fault.WINDOW_BACKWARDS: "The window ends on day %(to_day)s, before it begins on day %(from_day)s.",
    Fault.GRANT_MISSING: "A yes grants a refund, a resend or either.",
    Fault.GRANT_WITHOUT_YES: "Only a yes grants anything; the answer is %(answer)s.",
    Fault.AUTOMATIC_PERSON: "What a person decides cannot be decided automatically.",
    Fault.WINDOWS_OVERLAP: "The window overlaps that of “%(other)s”, which has the same precedence and can apply to "
    "the same case (%(case)s) with another outcome.",
    Fault.AMBIGUOUS: "“%(other)s” has the same precedence and can apply to the same case (%(case)s) with another "
    "outcome; give one of them a higher precedence.",
    Fault.NEVER_APPLIES: "This clause can never apply: %(why)s.",
    Fault.TOO_COMPLEX: "The conditions are too entangled to be checked; split the clause.",
}

REPORTED = frozenset(
    {Fault.AMBIGUOUS, Fault.NEVER_APPLIES, Fault.TOO_COMPLEX, Fault.SETTING_UNUSED, Fault.EVIDENCE_UNUSED}
)
"""Faults that a draft may have while it is worked on; a document with any other cannot be read at all."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong. `path` leads to it by keys and places from 0; `line` counts from 1, in a text."""

    fault: Fault
    path: Path
    facts: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None

    @property
    def sentence(self) -> str:
        """The untranslated sentence, a format string over `facts`."""
        return _SENTENCES[self.fault]

    @property
    def where(self) -> str:
        """The path as people write it: ``clause[3].when[1].in``."""
        written = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return written.removeprefix(".")

    def told(self) -> str:
        """What is wrong, untranslated."""
        return self.sentence % self.facts

    def words(self) -> str:
        """Line or path, and what is wrong."""
        place = f"line {self.line}, {self.where}" if self.line else self.where
        return f"{place}: {self.told()}" if place else self.told()


class PolicyInvalid(Refusal):
    """The document is no policy. `issues` names everything that is wrong with it, in the document's order."""

    code = "policy.invalid"
    sentence = "The policy cannot be used: %(issues)s"
    kind = "invalid"
    field = "document"

    issues: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, issues: Sequence[Issue]) -> "PolicyInvalid":
        """The refusal of a document with these faults."""
        refusal = cls(issues=Said([issue.fault.value for issue in issues], " ".join(issue.words() for issue in issues)))
        refusal.issues = tuple(issues)
        return refusal
