"""The private folder of the server's socket."""

import os
import stat
from pathlib import Path

from amends.config.postgres.account import Account
from amends.core.refusals import Refusal


class SocketFolderTaken(Refusal):
    """Somebody else made the folder before us; whoever owns it could pose as our database."""

    code = "postgres.socket_folder_taken"
    sentence = "The folder %(folder)s, meant for the database's socket, is not private to %(account)s. Remove it."


def prepare(folder: Path, account: Account) -> None:
    """Make the folder, owned by the account and closed to all others, and empty it of what a kill left.

    Call it only while the server does not run. Raises SocketFolderTaken.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        _check(folder, account)
    if account.dropped:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    _empty(folder)


def remove(folder: Path, account: Account) -> None:
    """Take our folder away, with what a kill left in it; one that is not ours stays."""
    try:
        _check(folder, account)
    except (FileNotFoundError, SocketFolderTaken):
        return
    _empty(folder)
    folder.rmdir()


def _empty(folder: Path) -> None:
    for leftover in folder.iterdir():
        leftover.unlink()


def _check(folder: Path, account: Account) -> None:
    found = folder.lstat()
    private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) & 0o077 == 0
    if not private or found.st_uid not in {account.uid, os.geteuid()}:
        raise SocketFolderTaken(folder=folder, account=account.name)
