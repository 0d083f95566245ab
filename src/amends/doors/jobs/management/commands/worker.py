"""The worker process: jobs, and the chores if no other worker does them."""

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from amends.doors.jobs.chores import Chores

PATIENCE = 1.0
"""Seconds after which jobs are asked to leave off when the worker stops. Most never do, and are waited for."""


class Command(BaseCommand):
    """Runs until it is told to stop; a killed worker's jobs are taken up by the next."""

    help = "Announce, settle, and keep deadlines."

    def handle(self, *args: Any, **options: Any) -> None:
        """Starts the chores, then works jobs in the main thread."""
        chores = Chores(failed=lambda: os.kill(os.getpid(), signal.SIGTERM))
        chores.start()
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        # An app of its own for fetching: the one that chores and jobs defer through keeps Django's connection, so that
        # a job is there exactly when the change that caused it is. Through the fetcher's pool a defer would be outside
        # that transaction, and may wait for ever: the pool belongs to the loop of another thread.
        working = app.with_connector(connector.get_worker_connector())
        try:
            working.run_worker(
                concurrency=4,
                fetch_job_polling_interval=1,
                delete_jobs="successful",
                shutdown_graceful_timeout=PATIENCE,
            )
        finally:
            chores.stop()
            chores.join(timeout=5)
