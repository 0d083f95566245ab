"""Several children kept alive together until a signal says stop."""

import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from amends.config.processes.child import Child
from amends.config.processes.say import say

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_SECONDS = 20.0
TICK = 0.25


class Signals:
    """The signals that arrived; waiting for them ends early when one does."""

    def __init__(self, wake: socket.socket) -> None:
        self.stops = 0
        self._wake = wake
        self._selector = selectors.DefaultSelector()
        self._selector.register(wake, selectors.EVENT_READ)

    def wait(self, seconds: float) -> None:
        """Sleep, or until a signal or the end of a child."""
        if self._selector.select(seconds):
            self._wake.recv(4096)

    def note_stop(self, *_: object) -> None:
        """Count a wish to stop."""
        self.stops += 1


@contextmanager
def watching_signals() -> Iterator[Signals]:
    """Turn the stopping signals and the end of children into something to wait for."""
    wake, sent = socket.socketpair()
    with wake, sent:
        wake.setblocking(False)
        sent.setblocking(False)
        signals = Signals(wake)
        before = {number: signal.signal(number, signals.note_stop) for number in STOPPING if _wanted(number)}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        descriptor = signal.set_wakeup_fd(sent.fileno(), warn_on_full_buffer=False)
        try:
            yield signals
        finally:
            signal.set_wakeup_fd(descriptor)
            for number, handler in before.items():
                signal.signal(number, handler)


def _wanted(number: signal.Signals) -> bool:
    # `nohup` asks to outlive the terminal by ignoring SIGHUP beforehand.
    return number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN


def run_together(children: Sequence[Child], signals: Signals, *, each_tick: Callable[[], None]) -> None:
    """Keep the children alive until a stopping signal comes; then end them all.

    `each_tick` is called a few times a second between. A second signal, or STOP_SECONDS of waiting, ends the
    patience with children that do not stop.
    """
    try:
        while not signals.stops:
            for child in children:
                child.tend()
            each_tick()
            signals.wait(TICK)
        say("Stopping …")
        _stop(children, signals)
    finally:
        for child in children:
            child.kill()


def _stop(children: Sequence[Child], signals: Signals) -> None:
    for child in children:
        child.tell_to_stop()
    deadline = time.monotonic() + STOP_SECONDS
    while not all(child.gone for child in children) and signals.stops < 2 and time.monotonic() < deadline:
        signals.wait(TICK)
