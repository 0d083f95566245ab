"""The policy as people read it: the very text and clauses of the version that decides."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.policies.read_out import ReadOut, read_out
from amends.core.policies.sentences import Sentence
from amends.doors.help.around import help_page
from amends.records.policies.programs import number_in_force, program_of
from amends.records.policies.published import published_versions


@require_safe
def policy(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The version in force, or the one with that number: also one no longer, or not yet, in force."""
    now = timezone.now()
    current = number_in_force(now=now)
    versions = published_versions(now=now)
    wanted = current if number is None else number
    shown = next((one for one in versions if one.number == wanted), None)
    if shown is None:
        raise Http404
    document = program_of(shown.number).policy
    told = {
        "policy": document,
        "paragraphs": paragraphs(document.fill(document.text)),
        "clauses": [clause_words(one) for one in read_out(document)],
        "version": shown,
        "current": current,
        "others": [one for one in versions if one.number != shown.number],
        "by_number": number is not None,
        "now": now,
    }
    return help_page(request, "help/policy.html", told)


def clause_words(told: ReadOut) -> dict[str, Any]:
    """A clause in the reader's language; its own text word for word."""
    return {
        "id": told.clause.id,
        "title": told.clause.title,
        "paragraphs": paragraphs(told.text),
        "answer": told.clause.then.answer.value,
        "when": [_say(one) for one in told.when],
        "window": _say(told.window) if told.window else "",
        "then": _say(told.then),
        "needs": [{"text": need.text, "when": [_say(one) for one in need.when]} for need in told.needs],
        "bears": [_say(one) for one in told.bears],
        "automatic": told.clause.automatic,
        "precedence": told.clause.precedence,
    }


def paragraphs(text: str) -> list[str]:
    """A text's paragraphs, each without the line breaks it was written with."""
    return [" ".join(one.split()) for one in text.strip().replace("\r\n", "\n").split("\n\n") if one.strip()]


def _say(sentence: Sentence) -> str:
    words = sentence.words(_)
    return words[:1].upper() + words[1:]
