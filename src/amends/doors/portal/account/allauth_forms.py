"""django-allauth's forms as our pages show them: a label above each field, no second one inside it."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.core.access import SYSTEM
from amends.records.access.models import User
from amends.usecases.access.open_account import OpenAccount, open_account


class Plain:
    """Drops placeholders that repeat the label, and the long list of what a password must be."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = _("At least 10 characters; a few words you can remember do well.")
            if name == "email":
                field.label = _("E-mail address")
            if name == "code":
                field.widget.attrs |= {"inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}


class SignIn(Plain, LoginForm):
    """By address or username."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or username")
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUp(Plain, SignupForm):
    """Company or shop, address, password: a new account and its owner."""

    company = forms.CharField(
        label=_("Company or shop"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    field_order = ("company", "email", "password1")

    def save(self, request: HttpRequest) -> User:
        """Asks for the account instead of letting allauth make a person without one."""
        told = self.cleaned_data
        ask = OpenAccount(name=told["company"], email=told["email"], password=told["password1"])
        return open_account(ask=ask, actor=SYSTEM, now=timezone.now())


class AddAddress(Plain, AddEmailForm):
    """A first or another address."""


class ChangePassword(Plain, ChangePasswordForm):
    """Old, new, new again."""


class ResetPassword(Plain, ResetPasswordForm):
    """To whom the mail goes."""


class ResetPasswordByLink(Plain, ResetPasswordKeyForm):
    """New, new again."""


class ConfirmByPassword(Plain, ReauthenticateForm):
    """Before anything that an unwatched browser must not do."""


class ConfirmByCode(Plain, ReauthenticateCodeForm):
    """The same by the second factor."""

    def count(self) -> None:
        """The session keeps when the code of a valid form was given."""
        post_authentication(context.request, self.authenticator, reauthenticated=True)


class SignInByCode(Plain, AuthenticateForm):
    """The second step of signing in."""


class ActivateApp(Plain, ActivateTOTPForm):
    """The first code of an authenticator app."""
