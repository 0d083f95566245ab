"""The account pages' own forms."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from amends.core.access import MERCHANT_ROLES, Role
from amends.doors.portal.account.words import ROLE_WORDS
from amends.records.access.models import User

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
BROWSERS = "browser"


def _roles() -> forms.TypedChoiceField:
    choices = [(role.value, ROLE_WORDS[role]) for role in MERCHANT_ROLES]
    return forms.TypedChoiceField(label=_("Role"), choices=choices, coerce=Role, widget=forms.RadioSelect)


class Profile(forms.Form):
    """What one is called, and which clock one reads."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Shown to your colleagues and to the platform's agents."),
    )
    time_zone = forms.TypedChoiceField(
        label=_("Time zone"),
        choices=[(BROWSERS, _("As the browser says")), ("UTC", "UTC"), *((z, z.replace("_", " ")) for z in ZONES)],
        coerce=lambda chosen: "" if chosen == BROWSERS else chosen,
    )


class Invite(forms.Form):
    """Who shall join, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )
    role = _roles()


class ChangeRole(forms.Form):
    """What a colleague may do."""

    role = _roles()


class NewColleague(forms.Form):
    """Somebody new, who comes by an invitation to `email`."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a few words you can remember do well."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Refuses a password that is common, short or like the name or address."""
        told = super().clean() or {}
        if told.get("password"):
            try:
                validate_password(told["password"], User(email=self.email, name=told.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return told
