"""Make an access token for the platform's systems: the first one of an installation, before anybody can sign in."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from amends.core.access import SYSTEM, TOKEN_ROLES, Role
from amends.core.refusals import Refusal
from amends.doors.commands.typed import typed_name
from amends.usecases.access.create_token import CreateToken, create_token

_MOST_DAYS = 36500


class Command(BaseCommand):
    """Prints the token alone on a line, so that a script can keep it; leaves with 1 and a sentence when refused."""

    requires_system_checks = ()
    help = "Make an access token for the API. It is printed once and kept only as a digest; the console revokes it."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Its usage names the command as it is typed."""
        return super().create_parser(prog_name, "create-token", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The ask, as an operator types it."""
        parser.add_argument("name", type=typed_name, metavar="NAME", help="the system that will use it")
        parser.add_argument(
            "--role",
            choices=[role.value for role in TOKEN_ROLES],
            default=Role.PLATFORM.value,
            help="what it may do: the platform's order system (platform, the default), or as one of the staff",
        )
        parser.add_argument("--days", type=_days, metavar="N", help="how long it works; without, until revoked")

    def handle(self, *args: Any, **told: Any) -> None:
        """Makes it as Amends itself."""
        now = timezone.now()
        expires_at = now + timedelta(days=told["days"]) if told["days"] else None
        ask = CreateToken(name=told["name"], role=Role(told["role"]), expires_at=expires_at)
        try:
            issued = create_token(ask=ask, actor=SYSTEM, now=now)
        except Refusal as refusal:
            self.stderr.write(refusal.words())
            sys.exit(1)
        self.stdout.write(issued.text)


def _days(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= _MOST_DAYS):
        raise ArgumentTypeError(f"a number of days is between 1 and {_MOST_DAYS}")
    return int(text)
