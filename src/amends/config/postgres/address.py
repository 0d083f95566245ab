"""Where the database answers, without asking whether it does."""

import hashlib
import os
from pathlib import Path

DATABASE = "amends"
PORT = 5432
"""Only names the socket's file; nothing listens on TCP."""


def default_data_dir() -> Path:
    """AMENDS_DATA_DIR, or `var` under the current folder."""
    return Path(os.environ.get("AMENDS_DATA_DIR") or "var")


def socket_folder(data_dir: Path) -> Path:
    """The folder of the server's socket, told from the data folder alone.

    A socket's path may hold 107 bytes on Linux and 103 elsewhere; data folders lie deeper than that,
    so the socket lies in a short folder of its own.
    """
    name = hashlib.sha256(os.fsencode(data_dir.expanduser().resolve())).hexdigest()[:16]
    return Path("/tmp") / f"amends-{name}"  # noqa: S108 - its owner and mode are checked before use


def embedded_url(data_dir: Path, *, database: str = DATABASE) -> str:
    """The libpq URL of the embedded server of this data folder, running or not."""
    return f"postgresql://{DATABASE}@/{database}?host={socket_folder(data_dir)}&port={PORT}"


def database_url() -> str:
    """DATABASE_URL if set, else the embedded server's URL. Starts nothing."""
    return os.environ.get("DATABASE_URL") or embedded_url(default_data_dir())
