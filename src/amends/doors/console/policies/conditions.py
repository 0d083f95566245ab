"""Conditions as rows of a form: a fact, its test, a value; or several questions together, in the document's words."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.policies.catalog import COMPARISONS, FACTS, Sort
from amends.core.policies.predicates import Predicate, Question
from amends.core.policies.writing import Table, predicate_table, predicate_text
from amends.doors.console.policies.edit_form import EditForm, plain
from amends.doors.console.policies.words import TEST_WORDS
from amends.records.policies.queries import VersionShown

SPARE = 2
MOST = 60
NESTED = "several"
_WHOLE = re.compile(r"-?[0-9]{1,9}")


class Row(NamedTuple):
    """The fields of one condition."""

    number: int
    fact: forms.BoundField
    test: forms.BoundField
    value: forms.BoundField


def number_told(text: str) -> int | str:
    """A whole number, or the name of a setting, as a document has them."""
    return int(text) if _WHOLE.fullmatch(text) else text


class ConditionsForm(EditForm):
    """A form with conditions. `rows` counts them; asking for `more` judges nothing and adds empty ones."""

    rows = forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, version: VersionShown, part: str, data: QueryDict | None = None) -> None:
        super().__init__(version, part, data)
        self.more = data is not None and "more" in data
        self.count = self._count(data)
        for at in range(self.count):
            self._add_row(at)
        self.initial.update({**_initial(self.asked_before()), "rows": self.count})

    def asked_before(self) -> Sequence[Predicate]:
        """The conditions that the part has now."""
        raise NotImplementedError

    def _count(self, data: QueryDict | None) -> int:
        if data is None:
            return len(self.asked_before()) + SPARE
        told = data.get("rows", "")
        counted = min(int(told), MOST) if re.fullmatch("[0-9]{1,3}", told) else 0
        return min(counted + (SPARE if self.more else 0), MOST)

    def _add_row(self, at: int) -> None:
        number = {"number": at + 1}
        self.fields[f"fact_{at}"] = forms.ChoiceField(
            label=gettext("Condition %(number)s: what is asked") % number, required=False, choices=_fact_choices
        )
        self.fields[f"test_{at}"] = forms.ChoiceField(
            label=gettext("Condition %(number)s: its test") % number,
            required=False,
            choices=[("", "–"), *TEST_WORDS.items()],
        )
        self.fields[f"value_{at}"] = forms.CharField(
            label=gettext("Condition %(number)s: the value") % number,
            required=False,
            max_length=4000,
            widget=forms.Textarea({"rows": 1}),
        )

    @property
    def condition_rows(self) -> list[Row]:
        """The rows for the page."""
        return [Row(at + 1, *(self[f"{name}_{at}"] for name in ("fact", "test", "value"))) for at in range(self.count)]

    def full_clean(self) -> None:
        """Judges the form, unless it only asks for more rows."""
        if self.more:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Reads the rows; what cannot be a condition at all is said at its field."""
        told = super().clean() or {}
        self.when: list[Table] = []
        self.kept: list[int] = []
        for at in range(self.count):
            fact, test, value = (told.get(f"{name}_{at}") or "" for name in ("fact", "test", "value"))
            try:
                condition = self._untouched(at, fact, test, value) or _condition(fact, test, value)
            except ValidationError as error:
                self.add_error(f"{error.code}_{at}", error.message)
                continue
            if condition is not None:
                self.when.append(condition)
                self.kept.append(at)
        return told

    def _untouched(self, at: int, fact: str, test: str, value: str) -> Table | None:
        """The condition that stood in this row, where the row still says what it said at first."""
        before = self.asked_before()
        if at >= len(before):
            return None
        names = (f"fact_{at}", f"test_{at}", f"value_{at}")
        shown = [plain(self.initial.get(name, "")).strip() for name in names]
        return predicate_table(before[at]) if shown == [fact, test, plain(value)] else None

    def condition_place(self, at: object) -> str | None:
        """The field of the condition at that place in the document."""
        return f"value_{self.kept[at]}" if isinstance(at, int) and at < len(self.kept) else None


def _fact_choices() -> list[tuple[str, str]]:
    facts = [(name, gettext(fact.title)) for name, fact in FACTS.items()]
    return [("", "–"), *facts, (NESTED, gettext("several questions together"))]


def _initial(when: Sequence[Predicate]) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, predicate in enumerate(when):
        if not isinstance(predicate, Question):
            found |= {f"fact_{at}": NESTED, f"value_{at}": predicate_text(predicate).strip()}
            continue
        wanted = predicate_table(predicate)[predicate.test]
        found |= {f"fact_{at}": predicate.fact, f"test_{at}": predicate.test}
        found[f"value_{at}"] = "" if predicate.test == "known" else _typed(predicate.fact, wanted)
    return found


def _typed(fact: str, wanted: object) -> str:
    if isinstance(wanted, bool):
        return "yes" if wanted else "no"
    if isinstance(wanted, list):
        return ("\n" if FACTS[fact].sort is Sort.TEXT else ", ").join(wanted)
    return str(wanted)


def _condition(fact: str, test: str, value: str) -> Table | None:
    """The condition as a document's table; None for an empty row. The error's code names the field."""
    if not fact:
        if value or test:
            raise ValidationError(_("Choose what is asked, or empty the row."), code="fact")
        return None
    if fact == NESTED:
        return _several(value)
    if not test:
        raise ValidationError(_("Choose the test."), code="test")
    if test != "known" and not value:
        raise ValidationError(_("Write what it is compared with."), code="value")
    return {"fact": fact, test: _wanted(FACTS[fact].sort, test, value)}


def _several(value: str) -> Table:
    try:
        return tomllib.loads(plain(value))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        words = gettext("This is not written as in a policy's document: %(error)s.") % {"error": error}
        raise ValidationError(words, code="value") from error


def _wanted(sort: Sort, test: str, value: str) -> object:
    if test == "known":
        return True
    if sort is Sort.FLAG:
        return {"yes": True, "no": False}.get(value.lower(), value)
    if sort is not Sort.MONEY and (test in COMPARISONS or sort is Sort.COUNT):
        return number_told(value)
    if test in ("in", "has_any"):
        listed = re.split(r"\n" if sort is Sort.TEXT else r"[,\n]", value)
        return [one.strip() for one in listed if one.strip()]
    return value
