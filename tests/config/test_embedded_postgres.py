"""The embedded PostgreSQL starts from nothing, is found again, survives being killed, and stops when told."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from amends.config.postgres import database_url, ensure, stop, stop_if_unused, using
from amends.config.postgres.address import socket_folder
from amends.config.postgres.place import existing_place
from amends.config.postgres.postmaster import postmaster, serves

pytestmark = pytest.mark.slow


def asked(url: str, question: str) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row


def server_of(data_dir: Path) -> int:
    place = existing_place(data_dir)
    assert place is not None
    pid = postmaster(place)
    assert pid is not None
    return pid


def test_a_new_folder_gets_a_durable_private_server(data_dir: Path, programs: int) -> None:
    url = ensure(data_dir)

    assert asked(
        url, "select current_database(), current_user, current_setting('server_version_num')::int / 10000"
    ) == (
        "amends",
        "amends",
        programs,
    )
    told = "select current_setting('{}')"
    assert asked(url, told.format("listen_addresses")) == ("",)
    assert asked(url, told.format("fsync")) == ("on",)
    assert asked(url, told.format("synchronous_commit")) == ("on",)
    assert asked(url, told.format("data_checksums")) == ("on",)
    assert asked(url, told.format("server_encoding")) == ("UTF8",)
    assert asked(url, "select lower('ÄÖÉ') = 'äöé', 'a' > 'B'") == (True, True)
    assert socket_folder(data_dir).stat().st_mode & 0o777 == 0o700
    assert existing_place(data_dir).home.stat().st_mode & 0o777 == 0o700  # type: ignore[union-attr]


def test_a_server_never_runs_as_root(data_dir: Path) -> None:
    ensure(data_dir)

    assert Path(f"/proc/{server_of(data_dir)}").stat().st_uid != 0


def test_the_second_start_finds_the_first_server(data_dir: Path) -> None:
    ensure(data_dir)
    first = server_of(data_dir)

    ensure(data_dir)

    assert server_of(data_dir) == first


def test_four_that_start_at_once_share_one_server(data_dir: Path) -> None:
    code = f"from pathlib import Path; from amends.config.postgres import ensure; ensure(Path({str(data_dir)!r}))"
    starters = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]

    assert [starter.wait() for starter in starters] == [0, 0, 0, 0]
    assert asked(ensure(data_dir), "select 1") == (1,)


def test_the_address_is_known_without_a_start(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_DATA_DIR", str(data_dir))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    told = database_url()

    assert not data_dir.exists()
    assert ensure(data_dir) == told
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/amends")
    assert database_url() == "postgresql://elsewhere/amends"


def test_nothing_committed_is_lost_when_the_server_is_killed(data_dir: Path, programs: int) -> None:
    with psycopg.connect(ensure(data_dir)) as connection:
        connection.execute("create table kept as select 'still here' as words")

    os.kill(server_of(data_dir), signal.SIGKILL)

    assert asked(ensure(data_dir), "select words from kept") == ("still here",)


def test_a_start_waits_for_the_orphans_of_a_killed_server(data_dir: Path) -> None:
    url = ensure(data_dir)
    busy = psycopg.connect(url)
    number = busy.info.backend_pid

    def keep_busy() -> None:
        with suppress(psycopg.OperationalError):
            busy.execute("select count(*) from generate_series(1, 30000000)")

    worker = threading.Thread(target=keep_busy)
    worker.start()
    while asked(url, f"select state from pg_stat_activity where pid = {number}") != ("active",):
        pass
    os.kill(server_of(data_dir), signal.SIGKILL)

    assert asked(ensure(data_dir), "select 1") == (1,)
    worker.join()
    busy.close()


def test_a_stale_number_that_another_program_has_now_is_no_obstacle(data_dir: Path) -> None:
    ensure(data_dir)
    place = existing_place(data_dir)
    assert place is not None
    os.kill(server_of(data_dir), signal.SIGKILL)
    account = {"user": place.account.uid, "group": place.account.gid} if place.account.dropped else {}
    other = subprocess.Popen(["/bin/sleep", "600"], **account)  # type: ignore[call-overload]
    note = place.data / "postmaster.pid"
    note.write_text("\n".join([str(other.pid), *note.read_text().splitlines()[1:], ""]))

    try:
        assert asked(ensure(data_dir), "select 1") == (1,)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_two_folders_have_two_servers(folders: Callable[[], Path]) -> None:
    one, other = folders(), folders()
    with psycopg.connect(ensure(one)) as connection:
        connection.execute("create table mine ()")

    assert asked(ensure(other), "select to_regclass('mine')") == (None,)
    assert server_of(one) != server_of(other)


def test_a_folder_may_have_any_name(folders: Callable[[], Path]) -> None:
    data_dir = folders() / ('it\'s "$HOME" `ls` & more ' + "x" * 120)

    assert asked(ensure(data_dir), "select 1") == (1,)
    assert stop(data_dir)


def test_stop_leaves_the_data_and_nothing_else(data_dir: Path) -> None:
    with psycopg.connect(ensure(data_dir)) as connection:
        connection.execute("create table kept ()")
    pid = server_of(data_dir)

    assert stop(data_dir) is True

    place = existing_place(data_dir)
    assert place is not None
    assert not serves(place, pid)
    assert not socket_folder(data_dir).exists()
    assert sorted(path.name for path in (data_dir / "postgres").iterdir()) == ["data", "server.log"]
    assert not (data_dir / "postgres/data/postmaster.pid").exists()
    assert stop(data_dir) is False
    assert asked(ensure(data_dir), "select to_regclass('kept') is not null") == (True,)


def test_a_server_that_others_use_is_left_running(data_dir: Path) -> None:
    with using(data_dir) as url:
        assert stop_if_unused(data_dir) is False
        assert asked(url, "select 1") == (1,)

    assert stop_if_unused(data_dir) is True
    assert stop_if_unused(data_dir) is False


def test_stopping_what_never_started_says_so(data_dir: Path) -> None:
    assert stop(data_dir) is False
    assert not data_dir.exists()


def test_stop_clears_away_what_a_killed_server_left(data_dir: Path) -> None:
    ensure(data_dir)
    os.kill(server_of(data_dir), signal.SIGKILL)

    assert stop(data_dir) is False
    assert not socket_folder(data_dir).exists()
