"""Tags and filters for pages of the policy: sentences of the core, a version's badge and name, changed words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from amends.core.decisions.departing import DEPART_TITLES, DEPARTURE_TITLES, DepartReason, Departure
from amends.core.evidence.purposes import Purpose
from amends.core.policies.issues import Issue
from amends.core.policies.sentences import Sentence
from amends.core.policies.versions import VersionState
from amends.core.policies.words import title_of
from amends.doors.console.policies.words import VERSION_BADGES
from amends.doors.look.templatetags.look import badge
from amends.records.policies.queries import VersionShown

register = template.Library()


def _show(value: object) -> str:
    return date_format(value, "DATE_FORMAT") if hasattr(value, "month") else str(value)  # type: ignore[arg-type]


@register.filter
def say(sentence: Sentence | None) -> str:
    """A sentence of the core's in the reader's language; nothing for none."""
    return "" if sentence is None else sentence.words(gettext, _show)


@register.filter
def paragraphs(text: str) -> list[str]:
    """A text for people by its paragraphs: blank lines part them, other line ends are only how it was typed."""
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip())]


@register.filter
def purpose_words(purposes: tuple[Purpose, ...]) -> str:
    """The purposes of files, in words."""
    return ", ".join(gettext(title_of(one)) for one in purposes)


@register.filter
def told(words: str) -> str:
    """A word of the core's, such as a changed field's name, in the reader's language."""
    return gettext(words)


@register.filter
def depart_reason(code: str) -> str:
    """Why somebody departed from a finding."""
    return gettext(DEPART_TITLES[DepartReason(code)])


@register.filter
def departed_in(code: str) -> str:
    """In what somebody departed from a finding."""
    return gettext(DEPARTURE_TITLES[Departure(code)])


@register.filter
def issue_words(issue: Issue) -> str:
    """What is wrong, without the place."""
    return gettext(issue.sentence) % issue.facts


@register.simple_tag
def version_badge(state: VersionState) -> SafeString:
    """The badge of a version's state."""
    told, tone, fill = VERSION_BADGES[state]
    return badge(str(told), tone, fill)


@register.filter
def version_name(version: VersionShown) -> str:
    """``Version 3``; a draft by what it is for, or as such."""
    if version.number is not None:
        return gettext("Version %(number)s") % {"number": version.number}
    return version.note or gettext("Draft by %(name)s") % {"name": version.written_by or "Amends"}


@register.simple_tag
def old_words(before: Sentence | None, after: Sentence | None) -> SafeString:
    """The sentence as it was, with the words marked that are gone."""
    return _marked(say(before), say(after), "del")


@register.simple_tag
def new_words(before: Sentence | None, after: Sentence | None) -> SafeString:
    """The sentence as it is, with the words marked that are new."""
    return _marked(say(after), say(before), "ins")


def _marked(text: str, other: str, tag: str) -> SafeString:
    if not text or not other:
        return format_html("{}", text)
    return format_html_join("", "{}", ((part,) for part in _parts(text, other, tag)))


def _parts(text: str, other: str, tag: str) -> Iterator[SafeString]:
    words, others = text.split(), other.split()
    for kind, first, last, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        told = " ".join(words[first:last])
        if told:
            yield format_html("{} ", told) if kind == "equal" else format_html(f"<{tag}>{{}}</{tag}> ", told)
