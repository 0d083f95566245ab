"""Filters that write the core's words as staff read them, and the parts of an amount."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from amends.core.access import Side
from amends.core.decisions.award import REJECT_TITLES, Outcome, RejectReason
from amends.core.disputes.reasons import REASONS, Detail, Reason, Wish
from amends.core.evidence.purposes import Purpose
from amends.core.ledger.posting import LedgerKind
from amends.core.orders.kinds import Kind
from amends.core.orders.parts import Parts
from amends.core.policies.words import title_of
from amends.core.settlements.legs import LegState, Method
from amends.core.standing.codes import StandingCode
from amends.core.standing.measures import REASON_TITLES, MeasureReason
from amends.core.standing.standings import Standing
from amends.doors.console.words import (
    ENTRY_WORDS,
    KIND_WORDS,
    LEDGER_WORDS,
    LEG_STATES,
    METHOD_WORDS,
    OUTCOME_WORDS,
    PART_WORDS,
    PURPOSE_WORDS,
    SIDE_WORDS,
    STANDING_CODE_WORDS,
    STANDING_WORDS,
    WISH_WORDS,
    Words,
)
from amends.doors.look.templatetags.look import badge

register = template.Library()

_WORDS: dict[type, Mapping[Any, Words]] = {
    Side: SIDE_WORDS,
    Wish: WISH_WORDS,
    Outcome: OUTCOME_WORDS,
    Kind: KIND_WORDS,
    Purpose: PURPOSE_WORDS,
    Method: METHOD_WORDS,
    LedgerKind: LEDGER_WORDS,
    Standing: STANDING_WORDS,
    StandingCode: STANDING_CODE_WORDS,
}


@register.filter
def words(value: Any) -> str:
    """A word of the core's (a wish, an outcome, a kind, a purpose …) in the reader's language."""
    if isinstance(value, Reason):
        return gettext(REASONS[value].title)
    if isinstance(value, Detail):
        return gettext(title_of(value))
    if isinstance(value, MeasureReason):
        return gettext(REASON_TITLES[value])
    if isinstance(value, RejectReason):
        return gettext(REJECT_TITLES[value])
    return str(_WORDS[type(value)][value])


@register.filter
def entry_kind(kind: str) -> str:
    """What an entry of the ledger booked; a kind without words of its own says its name, readable."""
    return str(ENTRY_WORDS.get(kind, kind.replace("_", " ").capitalize()))


@register.filter
def entry(table: Mapping[str, Any], key: str) -> Any:
    """What stands under `key`, or nothing."""
    return table.get(key)


@register.filter
def parts(value: Parts) -> list[tuple[str, int]]:
    """The parts of an amount that are more than nothing: their words, and minor units."""
    return [(str(PART_WORDS[name]), amount) for name, amount in asdict(value).items() if amount]


@register.simple_tag
def leg_badge(state: LegState) -> SafeString:
    """The badge of a leg's state."""
    told, tone, fill = LEG_STATES[state]
    return badge(str(told), tone, fill)


@register.filter
def fact(value: Any) -> SafeString:
    """A value of a trail's before or after, as it stands in the stored bytes: text as it is, the rest as JSON would."""
    return conditional_escape("–" if value is None else value if isinstance(value, str) else str(value))
