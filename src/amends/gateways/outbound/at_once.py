"""Many calls at once, for a caller who has no event loop of its own and touches the database between them."""

import asyncio
import threading
from concurrent.futures import Future
from types import TracebackType

from amends.gateways.outbound.client import Answer, Call, Outbound


class AtOnce:
    """While entered: calls run on one event loop in a thread of its own; each is a future to whoever submits it.

    At the end what still runs is cancelled.
    """

    def __init__(self, outbound: Outbound) -> None:
        self._outbound, self._loop = outbound, asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="outbound", daemon=True)

    def __enter__(self) -> "AtOnce":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._leave_off(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def submit(self, call: Call) -> "Future[Answer]":
        """Begins the call at once. The future raises AddressRefused and CallFailed as `Outbound.exchange` does."""
        return asyncio.run_coroutine_threadsafe(self._outbound.exchange(call), self._loop)

    async def _leave_off(self) -> None:
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
