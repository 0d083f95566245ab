"""From a document to a policy: every line of it understood, or refused with its line and a reason."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from amends.core.evidence.purposes import Purpose
from amends.core.money import is_currency
from amends.core.policies.clauses import Clause, Need, Policy
from amends.core.policies.issues import REPORTED, Fault, Issue, PolicyInvalid
from amends.core.policies.lines import lines_of
from amends.core.policies.reading import Reading, Table
from amends.core.policies.reading_clause import read_clause
from amends.core.policies.reading_when import read_when
from amends.core.policies.review import review
from amends.core.policies.writing import FORMAT

_KEYS = "format title currency text settings evidence clause".split()
_NEED = ["any_of", "text", "when"]


def read_policy(told: Mapping[str, object]) -> Policy:
    """The policy that a document's tables describe.

    Raises PolicyInvalid with everything that is wrong. What a draft may still have (an ambiguity, a clause that can
    never apply, something that nothing uses) is no reason to refuse it here: `review` reports that.
    """
    reading = Reading()
    policy = _policy(reading, told)
    issues = reading.issues or [issue for issue in review(policy) if issue.fault not in REPORTED]
    if issues:
        raise PolicyInvalid.of(issues)
    return policy


def parse_policy(text: str) -> Policy:
    """The policy of a TOML document. Raises PolicyInvalid; its issues name lines."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PolicyInvalid.of([Issue(Fault.NOT_TOML, (), {"error": error})]) from error
    try:
        return read_policy(told)
    except PolicyInvalid as refusal:
        raise PolicyInvalid.of(with_lines(refusal.issues, text)) from refusal


def with_lines(issues: Iterable[Issue], text: str) -> list[Issue]:
    """The issues of a document with the lines of its text that they are about."""
    lines = lines_of(text)

    def line(issue: Issue) -> int | None:
        ways = (issue.path[:steps] for steps in range(len(issue.path), 0, -1))
        return next((lines[way] for way in ways if way in lines), None)

    return [replace(issue, line=line(issue)) for issue in issues]


def _policy(reading: Reading, told: Table) -> Policy:
    reading.known(told, _KEYS, ())
    if (form := reading.get(told, "format", int, ())) not in {FORMAT, None}:
        reading.note(Fault.FORMAT_UNKNOWN, ("format",), told=form, known=FORMAT)
    reading.currency = reading.get(told, "currency", str, ()) or ""
    if reading.currency and not is_currency(reading.currency):
        reading.note(Fault.CURRENCY_UNKNOWN, ("currency",), currency=reading.currency)
    _settings(reading, told)
    needs = _needs(reading, told)
    return Policy(
        title=reading.text(told, "title", ()),
        text=reading.text(told, "text", ()),
        currency=reading.currency,
        settings=tuple(reading.settings.items()),
        needs=needs,
        clauses=_clauses(reading, told, {need.name for need in needs}),
    )


def _settings(reading: Reading, told: Table) -> None:
    table = reading.value(told.get("settings", {}), dict, ("settings",)) or {}
    for name, value in table.items():
        path = ("settings", reading.name(name, "_", ("settings", name)))
        reading.settings[name] = reading.whole(value, path) or 0


def _needs(reading: Reading, told: Table) -> tuple[Need, ...]:
    tables = reading.value(told.get("evidence", {}), dict, ("evidence",)) or {}
    return tuple(_need(reading, name, one) for name, one in tables.items())


def _need(reading: Reading, name: str, told: object) -> Need:
    path = ("evidence", reading.name(name, "_", ("evidence", name)))
    table = reading.value(told, dict, path) or {}
    reading.known(table, _NEED, path)
    reading.required(table, "any_of", path)
    return Need(
        name=name,
        any_of=reading.words(table["any_of"], Purpose, (*path, "any_of")) if "any_of" in table else (),
        text=reading.text(table, "text", path),
        when=read_when(reading, table["when"], (*path, "when")) if "when" in table else (),
    )


def _clauses(reading: Reading, told: Table, evidence: set[str]) -> tuple[Clause, ...]:
    clauses, ids = [], set()
    for at, one in enumerate(reading.get(told, "clause", list, ()) or ()):
        table = reading.value(one, dict, ("clause", at))
        if table is None:
            continue
        clause = read_clause(reading, table, evidence, ("clause", at))
        if clause.id in ids:
            reading.note(Fault.ID_TWICE, ("clause", at, "id"), id=clause.id)
        ids.add(clause.id)
        clauses.append(clause)
    if not clauses and "clause" in told:
        reading.note(Fault.LIST_EMPTY, ("clause",))
    return tuple(clauses)
