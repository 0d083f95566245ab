"""What roles and refusals are called on pages."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.access import Role
from amends.core.refusals import Refusal

ROLE_WORDS: dict[Role, str | Promise] = {
    Role.OWNER: _("Owner"),
    Role.AFTER_SALES: _("After-sales"),
    Role.FINANCE: _("Finance"),
    Role.VIEWER: _("Viewer"),
    Role.AGENT: _("Agent"),
    Role.STAFF_FINANCE: _("Finance"),
    Role.POLICY_OWNER: _("Policy owner"),
    Role.ADMIN: _("Admin"),
    Role.PLATFORM: _("Platform"),
}

ROLE_HINTS: dict[Role, str | Promise] = {
    Role.OWNER: _("Everything, and the account's people and tokens"),
    Role.AFTER_SALES: _("Opens and answers disputes"),
    Role.FINANCE: _("Reads everything, writes messages, withdraws money"),
    Role.VIEWER: _("Reads orders and disputes"),
}


def refusal_words(refusal: Refusal) -> str:
    """The refusal in the reader's language, roles by their names."""
    said = dict(refusal.said)
    if "role" in said:
        said["role"] = ROLE_WORDS[Role(str(said["role"]))]
    return gettext(refusal.sentence) % said


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Shows the refusal at the field it is about, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal_words(refusal))
