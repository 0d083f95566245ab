"""A child that dies with its parent, even when the parent is killed and can tell nobody."""

import ctypes
import os
import signal
import sys

PARENT = "AMENDS_PARENT"
"""Names the process id of the parent whose death the child shares; absent for a process of its own standing."""

PR_SET_PDEATHSIG = 1


def bound_environment() -> dict[str, str]:
    """The environment for a child that is to die with this process."""
    return {**os.environ, PARENT: str(os.getpid())}


def die_with_parent(parent: int | None = None) -> None:
    """Have the kernel kill this process when its parent ends; at once if that happened already.

    Without an argument, the parent is the one that AMENDS_PARENT names, if it names one. Linux keeps this promise;
    elsewhere children of a killed parent live on until they are stopped.
    """
    parent = parent or int(os.environ.pop(PARENT, "0"))
    if not parent or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
