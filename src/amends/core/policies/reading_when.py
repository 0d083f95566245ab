"""Reading what a clause asks: a list of tables, each one question or several under all, any or not."""

from amends.core.money import AmountUnreadable, Money, parse_minor
from amends.core.policies.catalog import COMPARISONS, FACTS, TESTS, Fact, Sort
from amends.core.policies.countries import COUNTRIES
from amends.core.policies.issues import Fault, Path
from amends.core.policies.predicates import AllOf, AnyOf, Not, Predicate, Question, Wanted
from amends.core.policies.reading import Reading

_DEEPEST = 20
"""Steps of a path; deeper conditions nobody can read."""


def read_when(reading: Reading, told: object, path: Path) -> tuple[Predicate, ...]:
    """The predicates of a list; those that are wrong are noted and left out."""
    listed = reading.value(told, list, path) or ()
    read = [_predicate(reading, one, (*path, at)) for at, one in enumerate(listed)]
    return tuple(one for one in read if one is not None)


def _predicate(reading: Reading, told: object, path: Path) -> Predicate | None:
    table = reading.value(told, dict, path)
    if table is None:
        return None
    if len(path) > _DEEPEST:
        reading.note(Fault.TOO_COMPLEX, path)
        return None
    if "not" in table:
        reading.known(table, ["not"], path)
        part = _predicate(reading, table["not"], (*path, "not"))
        return None if part is None else Not(part)
    for key, joined in (("all", AllOf), ("any", AnyOf)):
        if key in table:
            reading.known(table, [key], path)
            if table[key] == []:
                reading.note(Fault.LIST_EMPTY, (*path, key))
            return joined(read_when(reading, table[key], (*path, key)))
    return _question(reading, table, path)


def _question(reading: Reading, table: dict[str, object], path: Path) -> Question | None:
    name = reading.get(table, "fact", str, path)
    if name is None:
        return None
    if name not in FACTS:
        reading.note(Fault.WORD_UNKNOWN, (*path, "fact"), word=name, known=", ".join(FACTS))
        return None
    fact, tests = FACTS[name], [key for key in table if key != "fact"]
    able = TESTS[fact.sort]
    if len(tests) != 1 or tests[0] not in able:
        reading.note(Fault.QUESTION_UNCLEAR, path, fact=name, tests=", ".join(able))
        return None
    test = tests[0]
    wanted = _wanted(reading, fact, test, table[test], (*path, test))
    return None if wanted is None else Question(name, test, wanted)


def _wanted(reading: Reading, fact: Fact, test: str, told: object, path: Path) -> Wanted | None:
    if test == "known":
        if told is not True:
            reading.note(Fault.TYPE_WRONG, path, expected="true")
        return True
    if fact.sort is Sort.FLAG:
        return reading.value(told, bool, path)
    if fact.sort is Sort.MONEY:
        return _money(reading, told, path)
    if test in COMPARISONS or fact.sort is Sort.COUNT:
        return reading.number(told, path)
    if test in ("is", "has"):
        text = reading.value(told, str, path)
        return None if text is None else _listed(reading, fact, [(text, path)])
    return _listed(reading, fact, list(reading.texts(told, path)))


def _listed(reading: Reading, fact: Fact, told: list[tuple[str, Path]]) -> tuple[str, ...] | None:
    right = []
    for text, path in told:
        if fact.words is not None:
            word = reading.word(text, fact.words, path)
            right += [] if word is None else [word.value]
        elif fact.sort is Sort.COUNTRY and text not in COUNTRIES:
            reading.note(Fault.COUNTRY_UNKNOWN, path, country=text)
        elif not text.strip():
            reading.note(Fault.TEXT_MISSING, path)
        else:
            right.append(text)
    return tuple(right) or None


def _money(reading: Reading, told: object, path: Path) -> Money | None:
    text = reading.value(told, str, path)
    if text is None:
        return None
    amount, _, currency = text.partition(" ")
    if currency != reading.currency:
        reading.note(Fault.CURRENCY_MISMATCH, path, currency=currency or text, expected=reading.currency)
        return None
    try:
        minor = parse_minor(amount, currency)
    except AmountUnreadable as unreadable:
        reading.note(Fault.AMOUNT_UNREADABLE, path, text=text, example=f"{unreadable.said['example']} {currency}")
        return None
    if minor < 0:
        reading.note(Fault.NUMBER_NEGATIVE, path, number=text)
        return None
    return Money(minor, currency)
