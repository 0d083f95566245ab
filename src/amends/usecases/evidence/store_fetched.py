"""A file came from its address: it is cleaned and stored, and given to its dispute if that is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.evidence.fetching import FetchState
from amends.core.refusals import Refusal
from amends.records.evidence.models import EvidenceFetch
from amends.usecases.evidence.fail_fetch import FailFetch, fail_fetch
from amends.usecases.evidence.give_fetched import give_fetched
from amends.usecases.evidence.prepare_file import prepare_file
from amends.usecases.evidence.store_file import file_columns, forget_objects, store_file
from amends.usecases.evidence.take_fetch import Moved, take_fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFetched:
    """The ask: which fetch, and a seekable file with what came."""

    fetch: UUID
    file: IO[bytes]


def store_fetched(*, ask: StoreFetched, now: datetime) -> None:
    """Once: a fetch that is not waiting any more is left as it is. A file we do not take fails for good."""
    row = EvidenceFetch.objects.get(id=ask.fetch)
    if row.state != FetchState.WAITING:
        return
    name = row.url.partition("?")[0].rpartition("/")[2] or "file"
    try:
        prepared = prepare_file(file=ask.file, name=name, limits=settings.EVIDENCE_LIMITS)
    except Refusal as refusal:
        fail_fetch(ask=FailFetch(fetch=row.id, why=refusal, for_good=True), now=now)
        return
    keys = store_file(prepared=prepared, file=ask.file, account_id=row.account_id, evidence_id=row.id)
    columns = file_columns(prepared) | {
        "original_key": keys.original,
        "shown_key": keys.shown,
        "thumbnail_key": keys.thumbnail,
    }
    try:
        kept = _keep(row.id, columns, now=now)
    except BaseException:
        forget_objects(keys.all())
        raise
    if not kept:
        forget_objects(keys.all())


def _keep(id_: UUID, columns: dict[str, object], *, now: datetime) -> bool:
    """Whether the row names the objects now."""
    for _ in range(2):
        try:
            with transaction.atomic():
                row, case = take_fetch(id_)
                row.columns = columns
                if row.state != FetchState.WAITING:
                    return False
                row.state, row.next_try_at = FetchState.FETCHED.value, None
                row.save(update_fields=["columns", "state", "next_try_at"])
                if case is not None:
                    give_fetched(row, case=case, now=now)
                return row.state in (FetchState.FETCHED, FetchState.GIVEN)
        except Moved:
            continue
    raise Moved
