"""The command line: exit codes are kept, and what a user can cause is a sentence, not a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from amends.config.postgres import ensure

OURS = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def amends(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "amends.config.cli", *arguments],
        env={**OURS, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_said_before_anything_starts(command: str, data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        ran = amends(command, AMENDS_PORT=str(port), AMENDS_DATA_DIR=str(data_dir))

    assert ran.returncode == 1
    assert ran.stderr == f"Port {port} is taken by another program. Choose a free one: AMENDS_PORT={port + 1}\n"
    assert ran.stdout == ""
    assert not data_dir.exists()


@pytest.mark.parametrize("command", ["demo", "serve", "worker", "migrate", "invariants"])
def test_a_database_out_of_reach_is_one_sentence(command: str, free_port: int, data_dir: Path) -> None:
    nowhere = f"postgresql://owner:very-secret@127.0.0.1:{free_port}/amends"

    ran = amends(command, DATABASE_URL=nowhere, AMENDS_PORT=str(free_port), AMENDS_DATA_DIR=str(data_dir))

    assert ran.returncode == 1
    assert ran.stderr.startswith("The database at DATABASE_URL (host 127.0.0.1, port ")
    assert ran.stderr.count("\n") == 1
    assert "very-secret" not in ran.stderr + ran.stdout


def test_a_data_folder_that_cannot_be_written_is_one_sentence(data_dir: Path) -> None:
    data_dir.write_text("a file stands in the way")

    ran = amends("migrate", AMENDS_DATA_DIR=str(data_dir / "var"))

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"Amends keeps its data in {data_dir}/var and cannot write there: Not a directory.")
    assert ran.stderr.count("\n") == 1


def test_a_number_that_is_none_is_one_sentence(data_dir: Path, free_port: int) -> None:
    ran = amends("serve", AMENDS_WEB_WORKERS="many", AMENDS_PORT=str(free_port), AMENDS_DATA_DIR=str(data_dir))

    assert (ran.returncode, ran.stderr) == (1, "AMENDS_WEB_WORKERS is many; it must be a whole number above 0.\n")


def test_an_unknown_command_is_refused_with_the_known_ones(data_dir: Path) -> None:
    ran = amends("sing", AMENDS_DATA_DIR=str(data_dir))

    assert ran.returncode == 2
    assert "invalid choice: 'sing'" in ran.stderr
    assert not data_dir.exists()


def test_commands_are_handed_over_with_their_arguments_and_exit_codes() -> None:
    assert amends("manage", "check", "--fail-level", "NOTHING").returncode == 2
    assert amends("manage", "no-such-command").returncode == 1
    told = amends("manage", "showmigrations", "contenttypes", "--plan")
    assert told.returncode == 0
    assert "contenttypes.0001_initial" in told.stdout


def test_two_that_migrate_at_once_take_turns(data_dir: Path) -> None:
    environment = {**OURS, "AMENDS_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "amends.config.cli", "migrate"]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate()[0] for one in both]

    assert [one.returncode for one in both] == [0, 0]
    assert sorted("No migrations to apply." in words for words in told) == [False, True]
    with psycopg.connect(ensure(data_dir)) as connection:
        repeated = "select app, name from django_migrations group by 1, 2 having count(*) > 1"
        assert connection.execute(repeated.encode()).fetchall() == []


def test_stopping_the_database_is_said(data_dir: Path) -> None:
    ensure(data_dir)

    assert amends("stop-database", AMENDS_DATA_DIR=str(data_dir)).stdout == "The database was stopped.\n"
    assert amends("stop-database", AMENDS_DATA_DIR=str(data_dir)).stdout == "No database was running.\n"


def test_the_usage_of_an_import_names_it_as_it_is_typed_and_starts_no_database(data_dir: Path) -> None:
    told = amends("import-orders", "--help", AMENDS_DATA_DIR=str(data_dir))
    assert told.stdout.startswith("usage: amends import-orders ")
    assert not (data_dir / "postgres").exists()
