"""/healthz says yes only when web, database and worker are ready."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from amends.config.wsgi import BareHandler
from amends.doors.jobs.chores import LEADER_LOCK

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker_leads() -> Iterator[None]:
    """Another connection that holds what a leading worker holds."""
    told = connection.get_connection_params()
    keys = ("dbname", "host", "port", "user", "password")
    with psycopg.connect(**{key: told[key] for key in keys if told.get(key)}) as worker:
        worker.execute("select pg_advisory_lock(%s)", [LEADER_LOCK])
        yield


def test_all_three_are_ready(client: Client, worker_leads: None) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"web": True, "database": True, "worker": True})


def test_without_a_worker_it_is_not_ready(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"web": True, "database": True, "worker": False})


def test_a_database_that_does_not_answer_is_no_error_page(client: Client) -> None:
    def gone(*_: Any) -> None:
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(gone):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"web": True, "database": False, "worker": False})


@pytest.mark.parametrize("path", ["/metrics", "/healthz\x00"])
def test_a_path_without_middleware_that_leads_nowhere_is_not_found(path: str) -> None:
    request = RequestFactory().get("/")
    request.path = request.path_info = path
    assert BareHandler().get_response(request).status_code == 404
