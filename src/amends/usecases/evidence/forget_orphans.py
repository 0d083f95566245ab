"""Delete objects of the store that no row names: their process died before it wrote the row."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import storages

from amends.records.access.models import Account
from amends.records.evidence.models import Evidence
from amends.records.evidence.storage_keys import row_of_key
from amends.usecases.evidence.store_file import forget_objects

YOUNG = timedelta(days=1)
"""An upload that is still being written is younger than this."""


def forget_orphans(*, now: datetime) -> int:
    """How many objects were deleted. Walks the whole store: for quiet hours."""
    return sum(_forget_in(id_, now=now) for id_ in Account.objects.values_list("id", flat=True))


def _forget_in(account_id: UUID, *, now: datetime) -> int:
    store = storages["evidence"]
    try:
        names = store.listdir(str(account_id))[1]
    except FileNotFoundError:
        return 0
    # Listed first, then asked: a row written in between is found.
    known = {str(id_) for id_ in Evidence.objects.filter(account_id=account_id).values_list("id", flat=True)}
    keys = [f"{account_id}/{name}" for name in names if row_of_key(name) not in known]
    orphans = [key for key in keys if store.get_modified_time(key) < now - YOUNG]
    forget_objects(orphans)
    return len(orphans)
