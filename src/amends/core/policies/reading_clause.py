"""Reading a clause: its texts, its window, what it needs and what it comes to."""

from collections.abc import Container

from amends.core.orders.parts import PART_NAMES
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import WHOLE, Anchor, Clause, Refund, Resend, Share, Then, Window
from amends.core.policies.issues import Fault, Path
from amends.core.policies.reading import Reading, Table
from amends.core.policies.reading_when import read_when
from amends.core.policies.words import Bearer

_KEYS = "id title text precedence when window needs then automatic".split()
_WINDOW = ["since", "from_day", "to_day"]
_THEN = "answer refund resend return_paid_by liability".split()
_REFUND = ["share", "percent", "parts"]


def read_clause(reading: Reading, table: Table, evidence: Container[str], path: Path) -> Clause:
    """The clause of a table; not to be used when `reading` noted an issue. `evidence` are the names of known needs."""
    reading.known(table, _KEYS, path)
    name = reading.get(table, "id", str, path)
    clause = Clause(
        id="" if name is None else reading.name(name, "-", (*path, "id")),
        title=reading.text(table, "title", path),
        text=reading.text(table, "text", path),
        precedence=reading.whole(reading.get(table, "precedence", int, path) or 0, (*path, "precedence")) or 0,
        when=read_when(reading, reading.get(table, "when", list, path), (*path, "when")),
        then=_then(reading, reading.get(table, "then", dict, path), (*path, "then")),
        window=_window(reading, table["window"], (*path, "window")) if "window" in table else None,
        needs=_needs(reading, table["needs"], evidence, (*path, "needs")) if "needs" in table else (),
        automatic="automatic" in table and bool(reading.get(table, "automatic", bool, path)),
    )
    if clause.automatic and clause.then.answer is Answer.PERSON:
        reading.note(Fault.AUTOMATIC_PERSON, (*path, "automatic"))
    return clause


def _needs(reading: Reading, told: object, evidence: Container[str], path: Path) -> tuple[str, ...]:
    names = list(reading.texts(told, path))
    for name, at in names:
        if name not in evidence:
            reading.note(Fault.EVIDENCE_UNKNOWN, at, name=name)
    return tuple(name for name, _ in names)


def _window(reading: Reading, told: object, path: Path) -> Window | None:
    table = reading.value(told, dict, path)
    if table is None:
        return None
    reading.known(table, _WINDOW, path)
    reading.required(table, "since", path)
    since = reading.get_word(table, "since", Anchor, path)
    first, last = (reading.number(table[key], (*path, key)) if key in table else None for key in _WINDOW[1:])
    if "from_day" not in table and "to_day" not in table:
        reading.note(Fault.WINDOW_OPEN, path)
    if first and last and first.value > last.value:
        reading.note(Fault.WINDOW_BACKWARDS, path, from_day=first.value, to_day=last.value)
    return Window(since, first, last) if since else None


def _then(reading: Reading, told: Table | None, path: Path) -> Then:
    table = told or {}
    reading.known(table, _THEN, path)
    if told is not None:
        reading.required(table, "answer", path)
    then = Then(
        answer=reading.get_word(table, "answer", Answer, path) or Answer.PERSON,
        refund=_refund(reading, table["refund"], (*path, "refund")) if "refund" in table else None,
        resend=reading.get_word(table, "resend", Resend, path),
        return_paid_by=reading.get_word(table, "return_paid_by", Bearer, path),
        liability=_liability(reading, table["liability"], (*path, "liability")) if "liability" in table else (),
    )
    granted = [key for key in ("refund", "resend", "return_paid_by") if key in table]
    if then.answer is Answer.YES and not {"refund", "resend"} & table.keys():
        reading.note(Fault.GRANT_MISSING, path)
    if then.answer is not Answer.YES and granted and "answer" in table:
        reading.note(Fault.GRANT_WITHOUT_YES, (*path, granted[0]), answer=then.answer.value)
    return then


def _refund(reading: Reading, told: object, path: Path) -> Refund | None:
    table = reading.value(told, dict, path)
    if table is None:
        return None
    reading.required(table, "share", path)
    share = reading.get_word(table, "share", Share, path) or Share.FULL
    reading.known(table, _REFUND if share is Share.PARTIAL else ["share", "parts"], path)
    parts = PART_NAMES
    if "parts" in table:
        named = [name for name, at in reading.texts(table["parts"], (*path, "parts")) if _is_part(reading, name, at)]
        parts = tuple(name for name in PART_NAMES if name in named)
    if share is Share.FULL:
        return Refund(share, parts=parts)
    reading.required(table, "percent", path)
    percent = reading.number(table["percent"], (*path, "percent")) if "percent" in table else None
    if percent and not 1 <= percent.value <= 100:
        reading.note(Fault.PERCENT_RANGE, (*path, "percent"), percent=percent.value)
    return Refund(share, percent or WHOLE, parts)


def _is_part(reading: Reading, name: str, path: Path) -> bool:
    if name not in PART_NAMES:
        reading.note(Fault.WORD_UNKNOWN, path, word=name, known=", ".join(PART_NAMES))
    return name in PART_NAMES


def _liability(reading: Reading, told: object, path: Path) -> tuple[tuple[Bearer, int], ...]:
    table = reading.value(told, dict, path) or {}
    reading.known(table, [bearer.value for bearer in Bearer], path)
    shares = {}
    for bearer in Bearer:
        percent = reading.value(table[bearer], int, (*path, bearer.value)) if bearer in table else None
        if percent is not None and not 1 <= percent <= 100:
            reading.note(Fault.PERCENT_RANGE, (*path, bearer.value), percent=percent)
        if percent is not None:
            shares[bearer] = percent
    if sum(shares.values()) != 100:
        reading.note(Fault.PERCENT_SUM, path, total=sum(shares.values()))
    return tuple(shares.items())
