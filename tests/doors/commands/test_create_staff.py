"""The operator lets the first admin of an installation in."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from amends.core.access import Role
from amends.records.access.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-enough-one-7"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    said = StringIO(f"{PASSWORD}\n")
    monkeypatch.setattr("sys.stdin", said)
    return said


def run(*arguments: str) -> tuple[str, str, int]:
    """What was printed, what went wrong, and the exit code."""
    said, wrong = StringIO(), StringIO()
    try:
        call_command("create_staff", *arguments, stdout=said, stderr=wrong)
    except SystemExit as leaving:
        return said.getvalue(), wrong.getvalue(), int(leaving.code or 0)
    return said.getvalue(), wrong.getvalue(), 0


def test_an_admin_who_can_sign_in(says: StringIO) -> None:
    said, wrong, code = run("Ada@Platform.example", "--name", "Ada")

    assert (said, wrong, code) == ("ada@platform.example can sign in now, as admin.\n", "", 0)
    person = authenticate(username="ada@platform.example", password=PASSWORD)
    assert isinstance(person, User)
    assert (person.name, person.staff_role) == ("Ada", Role.ADMIN.value)


def test_an_agent(says: StringIO) -> None:
    assert run("kim@platform.example", "--role", "agent")[2] == 0
    assert User.objects.get().staff_role == Role.AGENT.value


def test_the_password_is_asked_for_twice_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, "another", PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("amends.doors.commands.management.commands.create_staff.getpass", lambda _: next(typed))

    assert run("ada@platform.example")[2] == 0
    assert authenticate(username="ada@platform.example", password=PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "password1234", "ada@platform.example"])
def test_a_weak_password_lets_nobody_in(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))

    said, wrong, code = run("ada@platform.example")

    assert (said, code) == ("", 1)
    assert "password" in wrong
    assert not User.objects.exists()


def test_an_address_that_is_taken_stays_whose_it_is(says: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ada@platform.example", "--role", "agent")
    monkeypatch.setattr("sys.stdin", StringIO("another-long-one-8\n"))

    assert run("ADA@platform.example") == ("", "Somebody already signs in with this e-mail address.\n", 1)

    assert User.objects.get().staff_role == Role.AGENT.value
    assert authenticate(username="ada@platform.example", password=PASSWORD)


@pytest.mark.parametrize(
    "arguments", [(), ("nobody",), ("a@b.example", "--role", "owner"), ("a@b.example", "--name", "")]
)
def test_what_lets_nobody_in(arguments: tuple[str, ...], says: StringIO) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
    assert not User.objects.exists()
