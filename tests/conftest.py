"""A real PostgreSQL for every test: the embedded one, or the one at DATABASE_URL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]

os.environ.setdefault("AMENDS_DATA_DIR", str(Path("var/test").absolute()))
os.environ.setdefault("AMENDS_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
# Playwright's loop stays in this thread once a browser was asked for; Django would take it for its own caller's.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# Before any test file or other conftest imports a model. Passwords hash at once: nothing here tries their slowness.
django.setup()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# An order that was paid at a house which is not set up is refunded to the balance only. No test calls these two.
for _house in ("stripe", "paypal"):
    settings.PAYMENT_GATEWAYS[_house] = ("tests.makers.uncalled.UncalledHouse", {})


SLOW = (
    *("tests/config/", "tests/journeys/", "tests/proof/", "tests/house/test_isolation", "tests/doors/commands/"),
    *("tests/records/invariants/", "tests/gateways/", "tests/campaign/", "tests/usecases/reconciliation/"),
)
"""Where processes are started, files imported, houses called, every route walked, or a whole desk is set up."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as slow what stands in SLOW, and every test that has a database of its own."""
    root = Path(__file__).parent.parent
    for item in items:
        place = item.path.relative_to(root).as_posix()
        if place.startswith(SLOW) or "committed_db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _postgres() -> None:
    """Starts the embedded PostgreSQL once, unless DATABASE_URL names another; nothing in it outlives the run."""
    if not os.environ.get("DATABASE_URL"):
        start_forgetful_postgres()


def start_forgetful_postgres() -> None:
    """The embedded PostgreSQL of AMENDS_DATA_DIR, which waits for no disk: what is tried here are its statements."""
    import psycopg

    from amends.config.postgres import ensure

    with psycopg.connect(ensure(Path(os.environ["AMENDS_DATA_DIR"])), autocommit=True) as admin:
        for lasting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"alter system set {lasting} = off")
        admin.execute("select pg_reload_conf()")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for the whole run."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def django_db_setup(_postgres: None, django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """One migrated database a run, kept as the template of those that committing tests clone.

    Append-only tables refuse TRUNCATE, so that a test which commits cannot be cleaned up after.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    name = f"amends_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        _admin(f'create database "{name}"')
        _point_at(name)
        call_command("migrate", verbosity=0)
        connection.close()
        connection.close_pool()
        yield
        _drop(name)
        assert settings.DATABASES["default"]["NAME"]


@pytest.fixture(autouse=True)
def _own_versions() -> Iterator[None]:
    """Approved versions never change, so a process keeps them compiled; each test's own go with its database."""
    yield
    from amends.records.policies.programs import program_of

    if program_of.cache_info().currsize > 1:
        program_of.cache_clear()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A database of one's own, cloned from the migrated one: tests may commit, use threads and processes."""
    from django.db import connection

    template, name = connection.settings_dict["NAME"], f"amends_clone_{uuid.uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        connection.close()
        connection.close_pool()
        _admin(f'create database "{name}" template "{template}"')
        _point_at(name)
        yield
        connection.close()
        _drop(name)
        _point_at(template)


def _point_at(name: str) -> None:
    from django.db import connection

    connection.close()
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def _drop(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.close_pool()
    _admin(f'drop database if exists "{name}" with (force)')


def _admin(statement: str) -> None:
    """Runs one statement on the maintenance database, outside Django's connections."""
    import psycopg
    from django.db import connection

    told = connection.settings_dict
    keys = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in keys.items() if v}) as admin:
        admin.execute(statement)
