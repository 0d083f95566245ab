"""What we ask of django-allauth beyond its settings."""

import base64
import logging
from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def _at_our_address(name: str, value: object) -> object:
    """Links are built from the Host header, which a stranger chooses who asks for somebody else's reset mail."""
    if not name.endswith("_url") or not isinstance(value, str):
        return value
    told = urlsplit(value)
    return settings.PUBLIC_URL + told.path + (f"?{told.query}" if told.query else "")


class AccountAdapter(DefaultAccountAdapter):
    """Staff land in the console; mail leads to our own address; a mail server that is down is no error page."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody lands who asked for no page."""
        return "/console/" if request.user.is_authenticated and request.user.staff_role else settings.LOGIN_REDIRECT_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account page."""
        return reverse("account:page")

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """The mail, with every link at PUBLIC_URL whatever host the page was asked for."""
        site = SimpleNamespace(name="Amends", domain=urlsplit(settings.PUBLIC_URL).netloc)
        ours = {name: _at_our_address(name, value) for name, value in context.items()}
        return super().render_mail(template_prefix, email, ours | {"current_site": site}, headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends the mail, or says that it could not be sent: what the page did besides stands."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("the mail %s could not be sent", template_prefix)
            words = _("The mail could not be sent just now. Try again in a few minutes.")
            messages.error(self.request, words)


class MfaAdapter(DefaultMFAAdapter):
    """Keeps the second factor's secrets encrypted, so that a stolen database signs nobody in."""

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white, so that a dark page does not swallow it."""
        drawing: str = super().build_totp_svg(url)
        return drawing.replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path', 1)

    def encrypt(self, text: str) -> str:
        """`text` under the installation's secret key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given, also when the secret key was replaced since and stands in SECRET_KEY_FALLBACKS."""
        return _box().decrypt(encrypted_text).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("amends.second-factor", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
