"""The data folder: made, proven writable, and locked while a server starts or stops."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amends.core.refusals import Refusal


class DataFolderNotWritable(Refusal):
    """The folder that was to keep our data cannot be made or written."""

    code = "postgres.data_folder_not_writable"
    sentence = (
        "Amends keeps its data in %(folder)s and cannot write there: %(reason)s. "
        "Choose another folder with AMENDS_DATA_DIR."
    )


def writable(data_dir: Path) -> Path:
    """The folder's one true path, made if absent. Raises DataFolderNotWritable."""
    folder = data_dir.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise DataFolderNotWritable(folder=folder, reason=error.strerror or error) from error
    return folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for ourselves: nobody else starts or stops its server meanwhile.

    The lock is on the folder itself and ends with the process, so nothing is left behind by a kill.
    """
    with _opened(folder) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def shared(folder: Path) -> Iterator[int]:
    """Mark the folder as used by us too, until the handle closes."""
    with _opened(folder) as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield handle


def unused(folder: Path) -> bool:
    """Whether nobody marks the folder as used at this moment."""
    with _opened(folder) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)
