"""Telling endpoints what is due: taken up, sent many at once, recorded; a call never stands inside a transaction."""

import secrets
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection

from amends.core.refusals import Refusal
from amends.core.webhooks.retrying import LOTS
from amends.gateways.outbound.at_once import AtOnce
from amends.gateways.outbound.client import Answer, Call, Outbound
from amends.gateways.webhooks.styles import STYLES
from amends.usecases.webhooks.record_attempts import RecordAttempts, Tried, record_attempts
from amends.usecases.webhooks.take_up_deliveries import Parcel, TakeUp, take_up_deliveries

AT_ONCE = 64
"""Calls under way in one process."""

EACH = 8
"""Of them to one endpoint; to one that fails a single one, so that the dead do not hold up the living."""

SECONDS = 10.0
"""For one call, all told."""

SENDING_LOCK = 7_305_806
"""Advisory lock of the one job that sends: more of them would only take the worker's other jobs their turns."""

_PATIENCE = timedelta(minutes=1)
_EXCERPT = 500
_LOOK_AGAIN = 0.2
"""Seconds after which one looks for new messages though nobody has answered yet."""

_log = structlog.get_logger("amends.webhooks")


def deliver_webhooks(
    *, clock: Callable[[], datetime], outbound: Outbound, stopped: Callable[[], bool] = bool, most: float = 30.0
) -> int:
    """Sends until nothing is due, or nothing new after `most` seconds; how many attempts were made.

    0 at once while another process sends. Whatever is under way when the process dies is sent again: at least once.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [SENDING_LOCK])
        if cursor.fetchone() != (True,):
            return 0
        try:
            with AtOnce(outbound) as calls:
                return _send_all(calls, clock, stopped, until=time.monotonic() + most)
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [SENDING_LOCK])


def _send_all(calls: AtOnce, clock: Callable[[], datetime], stopped: Callable[[], bool], *, until: float) -> int:
    under_way: dict[Future[Answer], tuple[Parcel, datetime, float]] = {}
    made = 0
    while True:
        if time.monotonic() < until and not stopped():
            for parcel in _take_up(under_way, clock()):
                future = _begin(calls, parcel, clock())
                under_way[future] = (parcel, clock(), time.monotonic())
        if not under_way:
            return made
        done, _ = wait(under_way, timeout=_LOOK_AGAIN, return_when=FIRST_COMPLETED)
        if done:
            tried = tuple(_tried(future, *under_way.pop(future)) for future in done)
            record_attempts(ask=RecordAttempts(tried=tried), now=clock())
            made += len(tried)


def _take_up(under_way: dict[Future[Answer], tuple[Parcel, datetime, float]], now: datetime) -> list[Parcel]:
    """What there is room for; when there is little, it is not worth a look yet."""
    room = AT_ONCE - len(under_way)
    if room < AT_ONCE // 4:
        return []
    busy: Counter[UUID] = Counter(parcel.endpoint_id for parcel, _, _ in under_way.values())
    ask = TakeUp(most=room, most_each=EACH, busy=busy, patience=_PATIENCE)
    return take_up_deliveries(ask=ask, now=now)


def _begin(calls: AtOnce, parcel: Parcel, now: datetime) -> "Future[Answer]":
    try:
        said = STYLES[parcel.style](parcel, now)
    except Exception as fault:  # noqa: BLE001 - one that cannot be said must not hold up the others
        _log.exception("a message cannot be said", delivery=str(parcel.delivery_id))
        unsaid: Future[Answer] = Future()
        unsaid.set_exception(fault)
        return unsaid
    call = Call(
        url=parcel.url,
        method="POST",
        content=said.body,
        headers=said.headers,
        most_bytes=_EXCERPT,
        cut=True,
        seconds=SECONDS,
    )
    return calls.submit(call)


def _tried(future: "Future[Answer]", parcel: Parcel, at: datetime, begun: float) -> Tried:
    status, failure, excerpt = None, "", ""
    try:
        answer = future.result()
    except Refusal as refusal:
        failure = refusal.words()
    except Exception as fault:  # noqa: BLE001 - whatever it was, it is an attempt that failed
        failure = type(fault).__name__
    else:
        status, excerpt = answer.status, answer.body.decode(errors="replace").replace("\0", "")
    return Tried(
        delivery_id=parcel.delivery_id,
        at=at,
        status=status,
        failure=failure,
        milliseconds=round((time.monotonic() - begun) * 1000),
        excerpt=excerpt,
        lot=secrets.randbelow(LOTS),
    )
