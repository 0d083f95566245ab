"""The steps of a version's life as forms: submit, send back, approve, withdraw, discard."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.access import Actor, Permission
from amends.core.policies.versions import VersionState
from amends.doors.console.move_forms import words_field
from amends.records.policies.queries import VersionShown
from amends.usecases.policies.approve_version import ApproveVersion, approve_version
from amends.usecases.policies.discard_version import DiscardVersion, discard_version
from amends.usecases.policies.return_version import ReturnVersion, return_version
from amends.usecases.policies.submit_version import SubmitVersion, submit_version
from amends.usecases.policies.withdraw_version import WithdrawVersion, withdraw_version

Words = str | Promise


class StepForm(forms.Form):
    """A step: its name in addresses, its words, and what is said once it is done."""

    name: ClassVar[str]
    title: ClassVar[Words]
    hint: ClassVar[Words]
    icon: ClassVar[str]
    done: ClassVar[Words]
    final: ClassVar[bool] = False

    edits = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"{self.name}_%s")

    @property
    def shown_fields(self) -> list[Any]:
        """The fields that people fill in."""
        return self.visible_fields()

    def perform(self, *, version: UUID, actor: Actor, now: datetime) -> None:
        """Asks for the step. Raises what its use-case raises."""
        raise NotImplementedError


class SubmitForm(StepForm):
    """Into the hands of a second person."""

    name, icon, title = "submit", "upload", _("Submit for review")
    hint, done = _("A second person reads it and approves it."), _("The draft waits for its review.")

    def perform(self, *, version: UUID, actor: Actor, now: datetime) -> None:
        submit_version(ask=SubmitVersion(version=version, edits=self.cleaned_data["edits"]), actor=actor, now=now)


class ReturnForm(StepForm):
    """Back to whoever writes it."""

    name, icon, title = "return", "return", _("Send back")
    hint, done = _("It becomes a draft again, with your words."), _("The version is a draft again.")

    words = words_field(_("What should be changed"))

    def perform(self, *, version: UUID, actor: Actor, now: datetime) -> None:
        told = self.cleaned_data
        return_version(ask=ReturnVersion(version=version, **told), actor=actor, now=now)


class ApproveForm(StepForm):
    """From when it is in force."""

    name, icon, title = "approve", "check", _("Approve")
    hint = _("It is in force from the time you choose; disputes opened before are judged as they were.")
    done = _("The version is approved.")

    in_force_from = forms.DateTimeField(
        label=_("In force from"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = words_field(_("Words for the record"), required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        zone = {"zone": timezone.get_current_timezone_name()}
        self.fields["in_force_from"].help_text = (
            gettext("Time zone: %(zone)s. Without a time it is in force at once.") % zone
        )

    def perform(self, *, version: UUID, actor: Actor, now: datetime) -> None:
        approve_version(ask=ApproveVersion(version=version, **self.cleaned_data), actor=actor, now=now)


class WithdrawForm(StepForm):
    """Before its time has come."""

    name, icon, title = "withdraw", "close", _("Withdraw")
    hint, done = _("It will not come into force."), _("The version is withdrawn and will not come into force.")
    final = True

    def perform(self, *, version: UUID, actor: Actor, now: datetime) -> None:
        withdraw_version(ask=WithdrawVersion(version=version, edits=self.cleaned_data["edits"]), actor=actor, now=now)


class DiscardForm(StepForm):
    """Not needed any more."""

    name, icon, title = "discard", "close", _("Discard the draft")
    hint, done = _("It can still be read, but no longer changed."), _("The draft is discarded.")
    final = True

    def perform(self, *, version: UUID, actor: Actor, now: datetime) -> None:
        discard_version(ask=DiscardVersion(version=version, edits=self.cleaned_data["edits"]), actor=actor, now=now)


STEP_FORMS: dict[str, type[StepForm]] = {
    form.name: form for form in (SubmitForm, ApproveForm, ReturnForm, WithdrawForm, DiscardForm)
}

_STEPS: dict[VersionState, tuple[type[StepForm], ...]] = {
    VersionState.DRAFT: (SubmitForm, DiscardForm),
    VersionState.IN_REVIEW: (ApproveForm, ReturnForm),
    VersionState.SCHEDULED: (WithdrawForm,),
}


def steps_of(version: VersionShown, actor: Actor) -> list[type[StepForm]]:
    """What the actor can do with the version now; nobody approves what they wrote on."""
    if not actor.may(Permission.STAFF_POLICY_EDIT):
        return []
    steps = _STEPS.get(version.state, ())
    return [one for one in steps if one is not ApproveForm or actor.id not in version.writers]
