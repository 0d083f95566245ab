"""GET /healthz: whether web, database and worker are ready."""

import logging

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from amends.doors.jobs.chores import LEADER_LOCK

log = logging.getLogger(__name__)
_WORKER_LEADS = """
select exists (
    select from pg_locks
    where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid = %(lock)s::bigint >> 32 and objid = %(lock)s::bigint & 4294967295 and objsubid = 1
)
"""


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when all three are ready, else 503; the body says which, and nothing else about the installation."""
    database = worker = False
    try:
        with connection.cursor() as cursor:
            cursor.execute(_WORKER_LEADS, {"lock": LEADER_LOCK})
            (worker,) = cursor.fetchone()
            database = True
    except Error as error:
        log.warning("the database does not answer: %s", error)
    ready = {"web": True, "database": database, "worker": bool(worker)}
    return JsonResponse(ready, status=200 if all(ready.values()) else 503, headers={"Cache-Control": "no-store"})
