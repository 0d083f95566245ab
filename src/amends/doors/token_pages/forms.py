"""What a new token is asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.access import Role
from amends.doors.token_pages.desk import Words

LIVES = {"30": _("30 days"), "90": _("90 days"), "365": _("A year"), "never": _("Never, until revoked")}


class NewToken(forms.Form):
    """What a tool is called and may do, and for how long."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("The tool that will use it."))
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, widget=forms.RadioSelect)
    expires = forms.ChoiceField(label=_("Expires"), choices=list(LIVES.items()), initial="90")

    def __init__(self, *args: Any, roles: Mapping[Role, tuple[Words, Words]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, name) for role, (name, _) in roles.items()]  # type: ignore[attr-defined]

    def expires_at(self, now: datetime) -> datetime | None:
        """When the token of this (valid) form ends; None for never."""
        days = self.cleaned_data["expires"]
        return None if days == "never" else now + timedelta(days=int(days))
