"""Browsers that are signed in, and the mails that were kept."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from amends.records.access.models import User
from amends.records.notices.models import KeptMail

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _mail_is_kept(settings) -> None:
    """pytest-django keeps mail in memory; here the backend that the demo uses is on trial too."""
    settings.EMAIL_BACKEND = "amends.gateways.mail.kept.KeptMailBackend"
    settings.PUBLIC_URL = "https://amends.example"


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser of somebody who just gave their password."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def latest_mail() -> KeptMail:
    """The last mail that was kept."""
    return KeptMail.objects.order_by("-id")[0]


def link_in(mail: KeptMail) -> str:
    """The path of the one link to ourselves in a mail."""
    found = re.findall(r"https://amends\.example(/\S+)", mail.body)
    assert len(found) == 1, mail.body
    return found[0]
