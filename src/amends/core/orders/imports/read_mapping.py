"""Reading a mapping from what its TOML file says, refusing by name what it cannot mean."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from enum import StrEnum
from typing import NoReturn, TypeVar

from amends.core.money import is_currency
from amends.core.orders.folding import fold
from amends.core.orders.imports.columns import REQUIRED, Column
from amends.core.orders.imports.faults import MappingInvalid
from amends.core.orders.imports.mapping import RULE_TESTS, ColumnMapping, RejectRule
from amends.core.orders.kinds import Kind, PaymentState, Stage

Table = Mapping[str, object]
_Word = TypeVar("_Word", bound=StrEnum)

_TOP = ("title", "extends", "recognize", "order", "columns", "optional", "countries", "words", "reject")
_ORDER = "kind number_prefix currency stage payment dates time_zone decimal shipping_skus".split()
_WORDED: dict[Column, type[StrEnum]] = {Column.KIND: Kind, Column.STAGE: Stage, Column.PAYMENT: PaymentState}


def read_mapping(told: Table, *, zone_of: Callable[[str], tzinfo | None]) -> ColumnMapping:
    """The mapping that `told`, parsed TOML, describes. `zone_of` finds a time zone by its name, or None.

    Raises MappingInvalid with the key at fault.
    """
    _known("its", told, _TOP)
    order = _table(told, "order")
    _known("order", order, _ORDER)
    currency = _text(order, "order.currency", "currency", "")
    if currency and not is_currency(currency):
        _wrong("order.currency", currency, "a currency code of ISO 4217")
    zone_name = _text(order, "order.time_zone", "time_zone", "UTC")
    zone = zone_of(zone_name)
    if zone is None:
        _wrong("order.time_zone", zone_name, "a time zone such as Europe/London")
    decimal = _text(order, "order.decimal", "decimal", ".")
    if decimal not in {".", ","}:
        _wrong("order.decimal", decimal, "a point or a comma")
    columns, optional = _columns(told, "columns"), _columns(told, "optional")
    _check_required(columns, optional, currency)
    return ColumnMapping(
        title=_text(told, "title", "title", "mapping"),
        columns=columns,
        optional=optional,
        recognize=_texts(told, "recognize", "recognize", ()),
        kind=_word(_text(order, "order.kind", "kind", Kind.STORE), Kind, "order.kind"),
        number_prefix=_text(order, "order.number_prefix", "number_prefix", ""),
        currency=currency,
        stage=_word(_text(order, "order.stage", "stage", Stage.PENDING), Stage, "order.stage"),
        payment=_word(_text(order, "order.payment", "payment", PaymentState.UNPAID), PaymentState, "order.payment"),
        dates=_texts(order, "order.dates", "dates", ("iso",)),
        zone=zone,
        decimal=decimal,
        shipping_skus=frozenset(map(fold, _texts(order, "order.shipping_skus", "shipping_skus", ()))),
        countries={fold(name): code for name, code in _text_table(told, "countries").items()},
        words=_words(told),
        rejects=_rejects(told),
    )


def _wrong(key: str, told: object, expected: str) -> NoReturn:
    raise MappingInvalid(key=key, told=told, expected=expected)


def _known(where: str, table: Table, keys: tuple[str, ...] | list[str]) -> None:
    for key in table:
        if key not in keys:
            _wrong(f"{where} key", key, f"one of {', '.join(keys)}")


def _table(table: Table, key: str) -> Table:
    found = table.get(key, {})
    return found if isinstance(found, dict) else _wrong(key, found, "a table")


def _text(table: Table, key: str, name: str, default: str) -> str:
    found = table.get(name, default)
    return found if isinstance(found, str) else _wrong(key, found, "a text")


def _texts(table: Table, key: str, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = table.get(name, list(default))
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        _wrong(key, found, "a list of texts")
    return tuple(found)


def _text_table(table: Table, key: str) -> dict[str, str]:
    found = _table(table, key)
    return {name: _text(found, f"{key}.{name}", name, "") for name in found}


def _word(text: str, words: type[_Word], key: str) -> _Word:
    try:
        return words(text)
    except ValueError:
        _wrong(key, text, f"one of {', '.join(words)}")


def _columns(told: Table, key: str) -> dict[Column, str]:
    return {_word(name, Column, f"{key} key"): column for name, column in _text_table(told, key).items()}


def _check_required(columns: Mapping[Column, str], optional: Mapping[Column, str], currency: str) -> None:
    for column in REQUIRED:
        if column not in columns:
            _wrong("columns", "incomplete", f"a column for {column}")
    if Column.SKU not in columns and Column.NAME not in columns:
        _wrong("columns", "incomplete", "a column for sku or name")
    if not currency and Column.CURRENCY not in {**columns, **optional}:
        _wrong("columns", "incomplete", "a column for currency, or order.currency")


def _words(told: Table) -> dict[Column, dict[str, str]]:
    table = _table(told, "words")
    words = {}
    for name in table:
        column = _word(name, Column, "words key")
        if column not in _WORDED:
            _wrong("words key", name, f"one of {', '.join(_WORDED)}")
        given = _text_table(table, name)
        words[column] = {
            fold(text): _word(word, _WORDED[column], f"words.{name}.{text}").value for text, word in given.items()
        }
    return words


def _rejects(told: Table) -> tuple[RejectRule, ...]:
    rules = told.get("reject", [])
    if not isinstance(rules, list):
        _wrong("reject", rules, "a list of tables, each written [[reject]]")
    return tuple(_reject(rule) for rule in rules)


def _reject(rule: object) -> RejectRule:
    if not isinstance(rule, dict):
        _wrong("reject", rule, "a table")
    _known("reject", rule, ["column", "reason", *RULE_TESTS])
    (test, *others) = [name for name in RULE_TESTS if name in rule] or [""]
    if not test or others or not rule.get("column") or not rule.get("reason"):
        _wrong("reject", rule, f"a column, a reason and one of {', '.join(RULE_TESTS)}")
    compares = test in ("begins_with", "equals")
    if not compares and rule[test] is not True:
        _wrong(f"reject.{test}", rule[test], "true")
    return RejectRule(
        column=_text(rule, "reject.column", "column", ""),
        test=test,
        value=_text(rule, f"reject.{test}", test, "") if compares else "",
        reason=_text(rule, "reject.reason", "reason", ""),
    )
