"""Fetching a file that was given by its address."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID

from django.conf import settings

from amends.core.evidence.fetching import FetchState
from amends.core.outbound.refusals import AnswerTooLarge, TooManyRedirects
from amends.core.refusals import Refusal
from amends.gateways.outbound.client import Call
from amends.gateways.outbound.configured import outbound
from amends.records.evidence.models import EvidenceFetch
from amends.usecases.evidence.fail_fetch import FailFetch, fail_fetch
from amends.usecases.evidence.store_fetched import StoreFetched, store_fetched

SECONDS, REDIRECTS = 60, 3

Fetch = Callable[[str, IO[bytes]], None]
"""Writes what lies at an address into a file. Raises a Refusal; one of _FOR_GOOD, or of an address, comes again."""

_FOR_GOOD = (AnswerTooLarge, TooManyRedirects)


class AddressAnsweredNo(Refusal):
    """The address answers, but not with a file."""

    code = "evidence.address_answered_no"
    sentence = "The address answered with HTTP status %(status)s."


def fetch_outside(url: str, file: IO[bytes]) -> None:
    """Through the one client that calls what users give. Raises what it raises, and AddressAnsweredNo."""
    call = Call(
        url=url,
        redirects=REDIRECTS,
        most_bytes=settings.EVIDENCE_LIMITS.max_file_bytes,
        seconds=SECONDS,
        take=file.write,
    )
    answer = outbound().call(call)
    if answer.status != HTTPStatus.OK:
        raise AddressAnsweredNo(status=answer.status)


def fetch_evidence(*, fetch_id: UUID, clock: Callable[[], datetime], fetch: Fetch) -> None:
    """Fetches, cleans and stores the file; or notes why not, to be tried again while that may help."""
    found = EvidenceFetch.objects.filter(id=fetch_id, state=FetchState.WAITING).values_list("url", flat=True).first()
    if found is None:
        return
    with TemporaryFile() as file:
        try:
            fetch(found, file)
        except Refusal as refusal:
            for_good = refusal.kind == "invalid" or isinstance(refusal, _FOR_GOOD)
            fail_fetch(ask=FailFetch(fetch=fetch_id, why=refusal, for_good=for_good), now=clock())
            return
        store_fetched(ask=StoreFetched(fetch=fetch_id, file=file), now=clock())
