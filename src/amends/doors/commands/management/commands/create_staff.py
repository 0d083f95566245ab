"""Let one of the platform's staff in: the first admin of an installation, before anybody can sign in."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from amends.core.access import STAFF_ROLES, SYSTEM, Role
from amends.core.refusals import Refusal
from amends.doors.commands.typed import typed_name
from amends.records.access.models import User
from amends.usecases.access.enroll_person import EnrollPerson, enroll_person

_LONGEST_PASSWORD = 1024


class Command(BaseCommand):
    """Asks for the password twice at a terminal, else reads one line; leaves with 1 and a sentence when refused."""

    requires_system_checks = ()
    help = "Let one of the platform's staff in. The password is asked for, or read as one line from standard input."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Its usage names the command as it is typed."""
        return super().create_parser(prog_name, "create-staff", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The ask, as an operator types it."""
        parser.add_argument("email", type=_email, metavar="EMAIL", help="the address they sign in with")
        parser.add_argument("--name", type=typed_name, help="as colleagues and merchants read it")
        parser.add_argument(
            "--role",
            choices=[role.value for role in STAFF_ROLES],
            default=Role.ADMIN.value,
            help="what they may do; an admin, unless told otherwise",
        )

    def handle(self, *args: Any, **told: Any) -> None:
        """Lets the person in as Amends itself."""
        ask = EnrollPerson(role=Role(told["role"]), email=told["email"], name=told["name"] or "", password=_password())
        try:
            validate_password(ask.password, User(email=ask.email, name=ask.name))
            person = enroll_person(ask=ask, actor=SYSTEM, now=timezone.now())
        except ValidationError as weak:
            self._leave(" ".join(weak.messages))
        except Refusal as refusal:
            self._leave(refusal.words())
        else:
            self.stdout.write(f"{person.email} can sign in now, as {ask.role.value}.")

    def _leave(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(1)


def _password() -> str:
    """What was typed twice the same, or the first line of standard input; empty when there is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(_LONGEST_PASSWORD).rstrip("\r\n")
    try:
        while True:
            first = getpass("Password: ")
            if first == getpass("The same again: "):
                return first
            sys.stderr.write("These were two different ones.\n")
    except EOFError:
        return ""


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ArgumentTypeError(f"“{text}” is no e-mail address") from None
    return text
