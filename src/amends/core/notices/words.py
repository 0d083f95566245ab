"""A notice's sentence: the one place where an event's facts, which programs read, become words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.money import format_minor
from amends.core.standing.measures import REASON_TITLES, MeasureReason, say_until


def notice_words(sentence: str, facts: Mapping[str, Any]) -> str:
    """`sentence` over the facts of its event as they were announced."""
    return sentence % _in_words(facts)


def _in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, with ``amount`` and ``reason`` said, and ``lasts``, ``claim`` and ``due`` made of what they hold."""
    said = dict(facts)
    if "amount" in facts:
        said["amount"] = f"{format_minor(facts['amount'], facts['currency'])} {facts['currency']}"
    if "reason" in facts:
        said["reason"] = REASON_TITLES[MeasureReason(facts["reason"])]
    if "until" in facts:
        said["lasts"] = say_until(_time(facts["until"]))
    if "external_claim" in facts:
        said["claim"] = f"{facts['provider']} {facts['ref']}"
    if "respond_by" in facts:
        due = _time(facts["respond_by"])
        said["due"] = f"{due:%Y-%m-%d %H:%M} UTC" if due else "not told"
    return said


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
