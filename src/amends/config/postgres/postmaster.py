"""The running server, as the operating system knows it."""

import os
from pathlib import Path

from amends.config.postgres.place import Place


def postmaster(place: Place) -> int | None:
    """The process id of the server that has this place's files open, or None.

    The number in postmaster.pid may be stale and belong to another program by now, so the process is asked
    where it stands: a server stands in its data folder.
    """
    pid = _noted(place)
    return pid if pid is not None and serves(place, pid) else None


def serves(place: Place, pid: int) -> bool:
    """Whether this process is alive and has the place's files open."""
    if Path("/proc/self/cwd").exists():
        # Asked as the account: in a container, root may not look at other accounts' processes.
        asked = place.account.run(["readlink", f"/proc/{pid}/cwd"], folder=Path("/"))
        return asked.stdout.strip() == str(place.data.resolve())
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def disown_stale_number(place: Place) -> None:
    """Make a stale postmaster.pid harmless, when its number was given to another program since.

    PostgreSQL would refuse to start. The file itself must stay: its other lines let PostgreSQL see whether
    processes of the killed server still use the data. It ignores the number of whoever starts it: ours.
    Call it only when `postmaster` returned None.
    """
    if _noted(place) is not None:
        place.account.run(["sed", "-i", f"1s/.*/{os.getpid()}/", "data/postmaster.pid"], folder=place.home)


def _noted(place: Place) -> int | None:
    try:
        first = (place.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").partition("\n")[0]
        return int(first)
    except (FileNotFoundError, ValueError):
        return None
