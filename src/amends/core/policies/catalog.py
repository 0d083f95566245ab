"""Every fact that a clause may ask about: its title, what kind of value it has, which tests it takes."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.standing.standings import Standing


class Sort(StrEnum):
    """What kind of value a fact has."""

    WORD = "word"
    COUNTRY = "country"
    TEXT = "text"
    FLAG = "flag"
    COUNT = "count"
    MONEY = "money"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that clauses ask about. `words` are its possible values, where they are listed."""

    title: str
    sort: Sort
    words: type[StrEnum] | None = None


FACTS: dict[str, Fact] = {
    "reason": Fact("reason", Sort.WORD, Reason),
    "detail": Fact("what is wrong", Sort.WORD, Detail),
    "kind": Fact("kind of order", Sort.WORD, Kind),
    "stage": Fact("stage of the order", Sort.WORD, Stage),
    "tracking": Fact("tracking", Sort.WORD, Tracking),
    "alert": Fact("the carrier's alert", Sort.WORD, Alert),
    "country": Fact("destination", Sort.COUNTRY),
    "method": Fact("shipping method", Sort.TEXT),
    "trackable": Fact("parcels can be tracked all the way", Sort.FLAG),
    "warehouse_started": Fact("the warehouse has begun", Sort.FLAG),
    "days_since_departure": Fact("days since departure", Sort.COUNT),
    "days_since_delivery": Fact("days since delivery", Sort.COUNT),
    "days_since_payment": Fact("days since payment", Sort.COUNT),
    "days_since_signing": Fact("days since the warehouse signed", Sort.COUNT),
    "product": Fact("product", Sort.WORD, Product),
    "value": Fact("value of the claim", Sort.MONEY),
    "quantity": Fact("units claimed", Sort.COUNT),
    "evidence": Fact("evidence", Sort.SET, Purpose),
    "circumstances": Fact("circumstances", Sort.SET, Circumstance),
    "standing": Fact("standing of the account", Sort.WORD, Standing),
}

COMPARISONS = ("at_least", "at_most", "before", "after")

TESTS: dict[Sort, tuple[str, ...]] = {
    Sort.WORD: ("is", "in", "known"),
    Sort.COUNTRY: ("is", "in", "known"),
    Sort.TEXT: ("is", "in", "known"),
    Sort.FLAG: ("is", "known"),
    Sort.COUNT: ("is", *COMPARISONS, "known"),
    Sort.MONEY: (*COMPARISONS, "known"),
    Sort.SET: ("has", "has_any", "known"),
}
"""`before` and `after` leave their bound out, `at_most` and `at_least` take it in; texts compare folded.

`known` is yes for a fact that is known and hands a case whose fact is unknown to a person.
"""
