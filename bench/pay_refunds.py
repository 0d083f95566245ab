"""Pays refunds on the database at DATABASE_URL by the worker's own job, in as many threads; says in JSON what it took.

Only the job's own work: fetching it from the queue and counting it as done is the queue's, and costs the same for any.
"""

import json
import sys
import time
from threading import Barrier, Thread

import django

django.setup()

from django.db import connection  # noqa: E402

from amends.doors.jobs.tasks import settle  # noqa: E402
from bench.asks import dispute_id  # noqa: E402
from bench.floor import Done  # noqa: E402


def main() -> None:
    """Take the plan from standard input: `first` and `count` of disputes, and `threads`."""
    plan = json.load(sys.stdin)
    threads, first = plan["threads"], plan["first"]
    disputes = range(first, first + plan["count"])
    done: list[list[Done]] = [[] for _ in range(threads)]
    start = Barrier(threads)
    workers = [Thread(target=_pay, args=(disputes[at::threads], start, done[at])) for at in range(threads)]
    begun = time.process_time()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    json.dump({"done": done, "cpu_seconds": time.process_time() - begun}, sys.stdout)


def _pay(disputes: range, start: Barrier, done: list[Done]) -> None:
    try:
        connection.ensure_connection()
        start.wait()
        for n in disputes:
            begun = time.perf_counter()
            settle(dispute_id=str(dispute_id(n)))
            ended = time.perf_counter()
            done.append((ended, (ended - begun) * 1000))
    finally:
        connection.close()


if __name__ == "__main__":
    main()
