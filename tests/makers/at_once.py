"""Several who act at the same moment, each on a connection of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from amends.core.refusals import Refusal


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """Each verb's result or refusal, in their sequence; anything else that is raised fails the test."""
    start, results = Barrier(len(verbs)), [object()] * len(verbs)
    broken: list[BaseException] = []

    def run(at: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            results[at] = verbs[at]()
        except Refusal as refusal:
            results[at] = refusal
        except BaseException as error:  # noqa: BLE001 - raised again below, in the test's own thread
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(at,)) for at in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return results


def blocked(pid: int) -> bool:
    """Whether the backend `pid` waits for another's lock."""
    with connection.cursor() as cursor:
        cursor.execute("select cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return bool(cursor.fetchone()[0])
