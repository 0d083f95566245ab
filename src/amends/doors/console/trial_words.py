"""What a trial's words are called on staff's pages, and sentences of the policy put into the reader's language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.core.disputes.reasons import REASONS, Reason
from amends.core.policies.answers import Answer
from amends.core.policies.sentences import Sentence
from amends.core.policies.trial import Change, Outcome
from amends.core.policies.trials import Cases, TrialStatus
from amends.doors.console.words import Words
from amends.records.policies.models import PolicyVersion

ANSWER_WORDS: dict[Answer, Words] = {
    Answer.YES: _("Granted"),
    Answer.NO: _("Refused"),
    Answer.PERSON: _("A person decides"),
}

ANSWER_TONES: dict[Answer, str] = {Answer.YES: "good", Answer.NO: "bad", Answer.PERSON: "warn"}

APPLIES_WORDS: dict[Answer, Words] = {
    Answer.YES: _("applies"),
    Answer.NO: _("does not apply"),
    Answer.PERSON: _("may apply"),
}
"""Whether a clause does."""

OUTCOME_WORDS: dict[Outcome, Words] = {
    Outcome.REFUND: _("A full refund"),
    Outcome.PART: _("A part of the money"),
    Outcome.RESEND: _("A resend"),
    Outcome.REFUND_OR_RESEND: _("A full refund or a resend"),
    Outcome.PART_OR_RESEND: _("A part of the money or a resend"),
    Outcome.TOO_EARLY: _("Not yet"),
    Outcome.TOO_LATE: _("No longer"),
    Outcome.REFUSED: _("Nothing"),
    Outcome.PERSON: _("A person decides"),
}

CHANGE_WORDS: dict[Change, Words] = {
    Change.NO_TO_YES: _("Refused, now granted"),
    Change.PERSON_TO_YES: _("Needed a person, now granted"),
    Change.YES_TO_NO: _("Granted, now refused"),
    Change.PERSON_TO_NO: _("Needed a person, now refused"),
    Change.YES_TO_PERSON: _("Granted, now needs a person"),
    Change.NO_TO_PERSON: _("Refused, now needs a person"),
    Change.OTHER_GRANT: _("Granted, but something else"),
    Change.OTHER_EVIDENCE: _("The same, with other evidence"),
    Change.OTHER_GROUND: _("The same, for another reason"),
}
"""Every change but SAME."""

CHANGE_TONES: dict[Change, str] = {
    Change.NO_TO_YES: "good",
    Change.PERSON_TO_YES: "good",
    Change.YES_TO_NO: "bad",
    Change.PERSON_TO_NO: "bad",
    Change.YES_TO_PERSON: "warn",
    Change.NO_TO_PERSON: "warn",
    Change.OTHER_GRANT: "accent",
    Change.OTHER_EVIDENCE: "info",
    Change.OTHER_GROUND: "muted",
}

CASES_WORDS: dict[Cases, Words] = {Cases.PAST: _("Past disputes"), Cases.SYNTHETIC: _("Made-up cases")}

STATUS_BADGES: dict[TrialStatus, tuple[Words, str, str]] = {
    TrialStatus.QUEUED: (_("Waiting"), "muted", "empty"),
    TrialStatus.RUNNING: (_("Running"), "accent", "half"),
    TrialStatus.DONE: (_("Done"), "good", "full"),
    TrialStatus.CANCELLED: (_("Cancelled"), "muted", "full"),
    TrialStatus.FAILED: (_("Failed"), "bad", "full"),
}
"""Words, tone and fill."""

DIMENSION_WORDS: dict[str, Words] = {
    "reason": gettext_lazy("Reason"),
    "country": gettext_lazy("Country"),
    "supplier": gettext_lazy("Supplier"),
}

OTHERS = "\N{HORIZONTAL ELLIPSIS}"
"""All suppliers that a trial does not count apart (doors/jobs)."""


def value_words(dimension: str, value: str) -> str:
    """What a group of cases has in common."""
    if not value:
        return gettext("Not known")
    if dimension == "reason":
        return gettext(REASONS[Reason(value)].title)
    return gettext("All other suppliers") if value == OTHERS else value


def version_words(version: PolicyVersion) -> str:
    """What a version is called: its number, or what its writer noted of a draft."""
    if version.number is not None:
        return gettext("Version %(number)s") % {"number": version.number}
    if note := " ".join(version.note.split()):
        return gettext("Draft “%(note)s”") % {"note": note[:79] + OTHERS if len(note) > 80 else note}
    if version.written_by_name:
        return gettext("Draft by %(name)s") % {"name": version.written_by_name}
    return gettext("Draft")


def said(sentence: Sentence) -> str:
    """A sentence of the policy's in the reader's language."""
    return sentence.words(gettext, _show)


def _show(value: object) -> str:
    return date_format(value, "j M Y") if isinstance(value, date) else str(value)
