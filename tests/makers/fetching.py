"""Files by their address, fetched without a network."""

from collections.abc import Callable
from datetime import timedelta
from typing import IO

from django.utils import timezone

from amends.core.refusals import Refusal
from amends.doors.jobs.fetch import fetch_evidence
from amends.records.evidence.models import EvidenceFetch


class Gone(Refusal):
    """It may come back."""

    code = "test.gone"
    sentence = "The server does not answer."


class Private(Refusal):
    """It never will."""

    code = "test.private"
    sentence = "This address is not public."
    kind = "invalid"


def serving(content: bytes | Refusal, asked: list[str] | None = None) -> Callable[[str, IO[bytes]], None]:
    """A client that finds this at every address."""

    def fetch(url: str, file: IO[bytes]) -> None:
        if asked is not None:
            asked.append(url)
        if isinstance(content, Refusal):
            raise content
        file.write(content)

    return fetch


def run(fetch: Callable[[str, IO[bytes]], None], *, later: timedelta = timedelta()) -> None:
    """The job for every file that waits."""
    for id_ in EvidenceFetch.objects.filter(state="waiting").values_list("id", flat=True):
        fetch_evidence(fetch_id=id_, clock=lambda: timezone.now() + later, fetch=fetch)
