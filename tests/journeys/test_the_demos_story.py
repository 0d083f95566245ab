"""The demo's story is told once, and everybody in it can be met."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from amends.config.processes.demo import LOGINS, PASSWORD, TOKENS
from amends.core.orders.kinds import Kind, Stage
from amends.records.access.models import Account, ApiToken, User
from amends.records.access.queries import verified_address
from amends.records.orders.models import Order


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        return {table: _count(cursor, table) for table in connection.introspection.table_names(cursor)}


def _count(cursor, table: str) -> int:
    cursor.execute(f'select count(*) from "{table}"')
    return int(cursor.fetchone()[0])


def test_told_again_it_changes_nothing(story_db: None) -> None:
    before = rows()
    call_command("seed_demo")
    assert rows() == before


def test_a_person_who_changed_their_address_does_not_keep_the_demo_from_starting(story_db: None) -> None:
    with transaction.atomic():
        User.objects.filter(email="second-merchant@demo.example").update(email="jonas@elsewhere.example")
        before = rows()
        call_command("seed_demo")
        assert rows() == before
        transaction.set_rollback(True)


def test_everybody_whom_the_demo_names_can_sign_in(story_db: None) -> None:
    for address, _ in LOGINS:
        person = authenticate(None, username=address, password=PASSWORD)
        assert person and verified_address(person.pk), address


def test_every_token_that_the_demo_names_is_known(story_db: None) -> None:
    from amends.records.access.digests import digest_of

    known = {bytes(digest) for digest in ApiToken.objects.values_list("token_digest", flat=True)}
    assert {digest_of(text) for _, text in TOKENS} == known


def test_there_are_orders_of_every_kind_and_in_every_stage(story_db: None) -> None:
    orders = Order.objects.filter(account=Account.objects.get(name="Demo Trading"))
    assert set(orders.values_list("kind", flat=True)) == set(Kind)
    assert set(orders.filter(kind=Kind.STORE).values_list("stage", flat=True)) == set(Stage)
    assert set(orders.values_list("currency", flat=True)) >= {"USD", "EUR", "JPY"}
    assert orders.filter(charged_known=False).exists()
    assert orders.filter(paid_outside=True, payment_state="paid").exists()


def test_a_real_installation_is_not_seeded(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="only a demo"):
        call_command("seed_demo")
