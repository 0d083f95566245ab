"""The objects of a file in the store: written before any row names them, deleted after none does.

An object that no row names (the process died between the two) is found by its name, which begins with the row's id,
and deleted by `forget_orphans`.
"""

from io import BytesIO
from typing import IO, Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import storages

from amends.records.evidence.models import Evidence
from amends.records.evidence.storage_keys import StorageKeys, storage_keys
from amends.usecases.evidence.prepare_file import PreparedFile


def store_file(*, prepared: PreparedFile, file: IO[bytes], account_id: UUID, evidence_id: UUID) -> StorageKeys:
    """Writes original, shown picture and thumbnail; their keys. What was written is deleted if one of them fails."""
    keys = storage_keys(
        account_id=account_id,
        evidence_id=evidence_id,
        media_type=prepared.media_type,
        shown_type=prepared.shown_type,
    )
    store = storages["evidence"]
    try:
        # Wrapped, so that the store copies the bytes and never moves the caller's own file away.
        store.save(keys.original, File(file))
        if prepared.shown is not None and prepared.thumbnail is not None:
            store.save(keys.shown, File(BytesIO(prepared.shown)))
            store.save(keys.thumbnail, File(BytesIO(prepared.thumbnail)))
    except BaseException:
        forget_objects(keys.all())
        raise
    return keys


def file_columns(prepared: PreparedFile) -> dict[str, Any]:
    """What a file tells of itself, as its row keeps it."""
    return {
        "name": prepared.name,
        "content_type": prepared.media_type.value,
        "media_kind": prepared.media_type.kind.value,
        "size": prepared.size,
        "sha256": prepared.sha256,
        "width": prepared.width,
        "height": prepared.height,
    }


def keys_of(row: Evidence) -> StorageKeys:
    """The keys that a row names."""
    return StorageKeys(row.original_key, row.shown_key, row.thumbnail_key)


def forget_objects(keys: list[str]) -> None:
    """Deletes the objects; one that is not there is no fault."""
    for key in keys:
        storages["evidence"].delete(key)
