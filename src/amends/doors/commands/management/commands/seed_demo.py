"""`amends manage seed_demo`: the demo's story, told once."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from amends.doors.commands.demo.claims import tell_claims
from amends.doors.commands.demo.debit_notes import issue_past_notes
from amends.doors.commands.demo.disputes import is_told, play_disputes
from amends.doors.commands.demo.lost_message import lose_message
from amends.doors.commands.demo.order_story import DEMO_TRADING, KONTOR_NORD
from amends.doors.commands.demo.people import seed_people
from amends.doors.commands.demo.play_orders import play_orders
from amends.doors.commands.demo.policy_draft import draft_policy
from amends.doors.commands.demo.standing import warn_kontor_nord
from amends.doors.commands.demo.statement import fetch_story
from amends.doors.commands.demo.talk import talk_about
from amends.doors.commands.demo.wallet_story import is_paid_into, play_wallet
from amends.doors.commands.demo.wholesale_file import import_wholesale_file


class Command(BaseCommand):
    """Adds what is missing of a story that was not told to its end; one that was is never told again."""

    help = "Fill a demo with people, orders and disputes."

    def add_arguments(self, parser: CommandParser) -> None:
        """One flag: a process less for whoever starts a demo and waits."""
        parser.add_argument("--migrate", action="store_true", help="prepare the database first")

    def handle(self, *args: Any, **options: Any) -> None:
        """People first, then their orders, a draft of the policy, what became of the orders, and last a wallet."""
        if not settings.DEMO:
            raise CommandError("The demo's passwords are public: only a demo (AMENDS_DEMO=1) may be seeded.")
        if options["migrate"]:
            call_command("migrate", verbosity=0)
        if is_told() and is_paid_into():
            return
        now = timezone.now()
        merchants = seed_people(now=now)
        told = play_orders(account_id=merchants.demo_trading, story=DEMO_TRADING, now=now)
        if "DT-1033" in told:
            talk_about(account_id=merchants.demo_trading, number="DT-1033", now=now)
        import_wholesale_file(account_id=merchants.demo_trading)
        play_orders(account_id=merchants.kontor_nord, story=KONTOR_NORD, now=now)
        draft_policy(now=now)
        lose_message(now=now)
        tell_claims(now=now)
        warn_kontor_nord(account_id=merchants.kontor_nord, now=now)
        play_disputes(now=now)
        issue_past_notes(now=now)
        play_wallet(account_id=merchants.demo_trading, now=now)
        fetch_story(now=now)
