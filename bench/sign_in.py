"""Signs a new owner of the bench's first account in, on the database at DATABASE_URL; says the session's cookie."""

import os
import sys

import django


def main() -> None:
    """Print the cookie."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
    # What follows needs Django set up.
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from amends.records.access.models import Account, Membership, User  # noqa: PLC0415

    user = User.objects.create(username="bench", email="bench@shop.example", name="Bench")
    Membership.objects.create(account=Account.objects.get(), user=user, role="owner")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sys.stdout.write(f"sessionid={session.session_key}")


if __name__ == "__main__":
    main()
