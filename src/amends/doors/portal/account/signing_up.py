"""Signing up, where a refusal is a fault of the form."""

from allauth.account.views import SignupView
from django import forms
from django.http import HttpResponse

from amends.core.refusals import Refusal
from amends.doors.portal.account.words import add_refusal


class SignUpPage(SignupView):
    """Somebody else may take the address between the form's check and the account's opening."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """On to the new account, or the form again with the reason."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except Refusal as refusal:
            add_refusal(form, refusal)
            answer = self.form_invalid(form)
        return answer
