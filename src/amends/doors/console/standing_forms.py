"""The forms by which staff change an account's standing."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from amends.core.standing.measures import REASON_TITLES, WORDS_LIMIT, MeasureReason
from amends.core.standing.standings import FORBIDDEN_WORDS, Standing
from amends.doors.look.badges import STANDING_BADGES
from amends.usecases.standing.impose_measure import ImposeMeasure

MEASURES = (Standing.WARNED, Standing.RESTRICTED, Standing.BLOCKED)
FOREVER = "permanent"
LASTS = (
    ("7", _("7 days")),
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("a year")),
    (FOREVER, _("permanently")),
)


def _words(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 4}))


class ImposeForm(forms.Form):
    """A measure. `seen` is the last change of the account on the page: one made meanwhile is looked at first."""

    standing = forms.ChoiceField(
        label=_("The account is"),
        choices=[
            (one.value, format_lazy("{}: {}", STANDING_BADGES[one].words, _(FORBIDDEN_WORDS[one]))) for one in MEASURES
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=lambda: [("", _("Choose a reason")), *((one.value, _(title)) for one, title in REASON_TITLES.items())],
    )
    words = _words(_("Explain it to the merchant"), _("The merchant reads this with the reason, and it is kept."))
    lasts = forms.ChoiceField(label=_("For how long"), choices=[("", _("Choose a time")), *LASTS])
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def ask(self, account_id: UUID, *, now: datetime) -> ImposeMeasure:
        """The ask of a valid form."""
        told = self.cleaned_data
        until = None if told["lasts"] == FOREVER else now + timedelta(days=int(told["lasts"]))
        return ImposeMeasure(
            account_id=account_id,
            standing=Standing(told["standing"]),
            reason=MeasureReason(told["reason"]),
            words=told["words"],
            until=until,
            seen=told["seen"],
        )


class LiftForm(forms.Form):
    """Why the measure ends."""

    words = _words(_("Why it is lifted"), _("The merchant reads this."))


class AnswerForm(forms.Form):
    """The answer to a contest."""

    lift = forms.ChoiceField(
        label=_("Decision"),
        choices=[("", _("Choose a decision")), ("no", _("The measure stays")), ("yes", _("The measure is lifted"))],
    )
    words = _words(_("Explain the decision"), _("The merchant reads this; it ends the contest."))
