"""Writing into a thread: to the merchant, or as a note that only staff read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.core.disputes.opening import MESSAGE_LIMIT


class MessageForm(forms.Form):
    """The words, and to whom: which button was pressed."""

    message = forms.CharField(label=_("Write"), max_length=MESSAGE_LIMIT, widget=forms.Textarea({"rows": 4}))
    audience = forms.ChoiceField(choices=[("merchant", _("The merchant")), ("staff", _("Staff only"))])

    @property
    def internal(self) -> bool:
        """Whether a valid form asks for an internal note."""
        return bool(self.cleaned_data["audience"] == "staff")
