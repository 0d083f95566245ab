"""Whom the server runs as: PostgreSQL refuses to run as root, so root hands it to an account of lesser power."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from amends.core.refusals import Refusal

PREFERRED = ("postgres", "nobody")


class NoAccount(Refusal):
    """Root found no account to hand the server to."""

    code = "postgres.no_account"
    sentence = (
        "PostgreSQL does not run as root, and this machine has neither an account %(accounts)s. "
        "Run Amends as an ordinary user, or set DATABASE_URL."
    )


class AccountUnnamed(Refusal):
    """A bare user number, as some container hosts assign; PostgreSQL wants a name to it."""

    code = "postgres.account_unnamed"
    sentence = (
        "The user number %(uid)s has no name on this machine, and PostgreSQL needs one. Set DATABASE_URL instead."
    )


@dataclass(frozen=True)
class Account:
    """An operating system account. `dropped` says that we are root and must change to it."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def run(
        self, command: Sequence[str | Path], *, folder: Path, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end as this account, inside `folder`, in a session of its own (Ctrl-C passes it by).

        The environment keeps everything but PostgreSQL's own variables. Raises OSError when it cannot be started.
        """
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(  # noqa: S603 - our own programs
            [str(part) for part in command],
            cwd=folder,
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env={**kept, "LC_ALL": "C"},
            start_new_session=True,
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether this account gets into the folder, found out by trying (modes do not tell everything)."""
        tried = self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], folder=Path("/"))
        return tried.returncode == 0


def account_for(home: Path) -> Account:
    """The account for a server whose files lie in `home` (which may not exist yet).

    Ourselves, unless we are root. Root keeps the owner of existing files, so that an account that appears later
    (a distribution's own PostgreSQL brings one) does not lock the server out of its data.
    Raises NoAccount, AccountUnnamed.
    """
    if os.geteuid() != 0:
        return _numbered(os.geteuid(), dropped=False)
    if home.exists() and (owner := home.lstat().st_uid) != 0:
        return _numbered(owner, dropped=True)
    for name in PREFERRED:
        try:
            return _numbered(pwd.getpwnam(name).pw_uid, dropped=True)
        except KeyError:
            continue
    raise NoAccount(accounts=" nor ".join(PREFERRED))


def _numbered(uid: int, *, dropped: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as error:
        raise AccountUnnamed(uid=uid) from error
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, dropped=dropped)
