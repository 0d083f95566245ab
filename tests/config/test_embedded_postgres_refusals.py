"""What stands in the way of the database is said in one sentence, and nothing is started or touched."""

import socket
from pathlib import Path

import psycopg
import pytest

from amends.config.postgres import connected, ensure, stop
from amends.config.postgres.address import socket_folder
from amends.config.postgres.cluster import ClusterOfAnotherVersion
from amends.config.postgres.connect import DatabaseAddressMalformed, DatabaseUnreachable
from amends.config.postgres.folder import DataFolderNotWritable
from amends.config.postgres.launch import NotStarting
from amends.config.postgres.programs import ProgramsMissing, ProgramsUnusable
from amends.config.postgres.sockets import SocketFolderTaken
from tests.config.conftest import PG_15


def test_a_data_folder_that_cannot_be_made_is_named(data_dir: Path) -> None:
    data_dir.write_text("a file stands in the way")

    with pytest.raises(DataFolderNotWritable) as refused:
        ensure(data_dir / "var")

    assert refused.value.words() == (
        f"Amends keeps its data in {data_dir}/var and cannot write there: Not a directory. "
        "Choose another folder with AMENDS_DATA_DIR."
    )


def test_missing_programs_are_named_with_the_way_out(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_PG_BIN", str(data_dir.parent))

    with pytest.raises(ProgramsMissing) as refused:
        ensure(data_dir)

    assert refused.value.words().startswith(
        f"No PostgreSQL programs were found in {data_dir.parent}. Set AMENDS_PG_BIN"
    )
    assert not (data_dir / "postgres/data").exists()


def test_programs_that_do_not_run_are_named(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_PG_BIN", str(data_dir.parent))
    for name in ("initdb", "pg_ctl"):
        (data_dir.parent / name).write_text("#!/bin/sh\necho no such library >&2; exit 127\n")
        (data_dir.parent / name).chmod(0o755)

    with pytest.raises(ProgramsUnusable) as refused:
        ensure(data_dir)

    assert refused.value.words().endswith(": no such library.")


@pytest.mark.skipif(not PG_15.is_dir(), reason="PostgreSQL 15 is not installed")
def test_data_of_another_version_are_left_alone(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMENDS_PG_BIN", raising=False)
    with psycopg.connect(ensure(data_dir)) as connection:
        connection.execute("create table kept ()")
    stop(data_dir)
    monkeypatch.setenv("AMENDS_PG_BIN", str(PG_15))

    with pytest.raises(ClusterOfAnotherVersion) as refused:
        ensure(data_dir)

    assert "were written by PostgreSQL 18, and the programs at hand are those of 15." in refused.value.words()
    monkeypatch.delenv("AMENDS_PG_BIN")
    with psycopg.connect(ensure(data_dir)) as connection:
        assert connection.execute("select to_regclass('kept') is not null").fetchone() == (True,)


@pytest.mark.parametrize("trap", ["an open folder", "a link"])
def test_a_socket_folder_that_somebody_laid_out_beforehand_is_not_used(data_dir: Path, trap: str) -> None:
    folder = socket_folder(data_dir)
    if trap == "a link":
        folder.symlink_to(data_dir.parent)
    else:
        folder.mkdir()
        folder.chmod(0o777)

    try:
        with pytest.raises(SocketFolderTaken) as refused:
            ensure(data_dir)
        assert str(folder) in refused.value.words()
        assert stop(data_dir) is False
    finally:
        folder.unlink() if folder.is_symlink() else folder.rmdir()


def test_a_server_that_does_not_come_up_shows_its_log(data_dir: Path) -> None:
    ensure(data_dir)
    stop(data_dir)
    (data_dir / "postgres/data/postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(NotStarting) as refused:
        ensure(data_dir)

    assert 'unrecognized configuration parameter "no_such_setting"' in refused.value.words()
    assert str(data_dir / "postgres/server.log") in refused.value.words()


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]

        with pytest.raises(DatabaseUnreachable) as refused:
            connected(f"postgresql://owner:very-secret@127.0.0.1:{port}/amends")

    words = refused.value.words()
    assert words.startswith(
        f"The database at DATABASE_URL (host 127.0.0.1, port {port}, dbname amends, user owner) cannot"
    )
    assert "Connection refused" in words
    assert "very-secret" not in words


def test_an_address_that_is_none_is_not_repeated() -> None:
    with pytest.raises(DatabaseAddressMalformed) as refused:
        connected("http://owner:very-secret@localhost/amends")

    assert "DATABASE_URL is not a PostgreSQL address" in refused.value.words()
    assert "very-secret" not in refused.value.words()


def test_a_database_that_answers_is_taken(data_dir: Path) -> None:
    url = ensure(data_dir)

    assert connected(url) == url


def test_an_ordinary_user_without_write_permission_is_told(as_nobody, data_dir: Path) -> None:
    data_dir.mkdir()

    ran = as_nobody(TRY.format(data_dir=str(data_dir)))

    assert ran.stdout.strip() == (
        f"Amends keeps its data in {data_dir} and cannot write there: Permission denied. "
        "Choose another folder with AMENDS_DATA_DIR."
    )
    assert list(data_dir.iterdir()) == []


TRY = """
from pathlib import Path
from amends.config.postgres import ensure
from amends.core.refusals import Refusal
try:
    ensure(Path({data_dir!r}))
except Refusal as refusal:
    print(refusal.words())
"""
