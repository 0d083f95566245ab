"""The operator makes the first access token of an installation."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from amends.core.access import Role, Side
from amends.records.access.models import ApiToken
from amends.records.access.queries import actor_of_token

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("create_token", *arguments, stdout=said)
    return said.getvalue()


def test_the_platforms_token_is_printed_alone_on_a_line() -> None:
    said = run("Order system")

    actor = actor_of_token(said.removesuffix("\n"), now=timezone.now())
    assert (actor.side, actor.name, actor.account_id) == (Side.PLATFORM, "Order system", None)
    kept = ApiToken.objects.get()
    assert (kept.role, kept.made_by_name, kept.expires_at) == (Role.PLATFORM, "Amends", None)


def test_a_token_of_staff_with_an_end() -> None:
    run("Reports", "--role", "staff_finance", "--days", "30")

    kept = ApiToken.objects.get()
    assert kept.expires_at
    assert (kept.role, kept.expires_at - kept.created_at) == (Role.STAFF_FINANCE, timedelta(days=30))


@pytest.mark.parametrize(
    "arguments",
    [
        ("Shop", "--role", "owner"),
        ("",),
        ("x" * 121,),
        ("a\nb",),
        ("Order system", "--days", "0"),
        ("A", "--days", "x"),
    ],
)
def test_what_makes_no_token(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
    assert not ApiToken.objects.exists()
