"""Read a file's bytes from the store, for somebody who may see it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import IO, cast
from uuid import UUID

from django.core.files.storage import storages

from amends.core.access import Actor
from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.core.evidence.formats import MediaKind, MediaType
from amends.records.evidence.models import Evidence
from amends.records.evidence.queries import visible_to


class Version(StrEnum):
    """Which of a file's objects. `shown`: the picture painted anew, or what it is for a video or a document."""

    SHOWN = "shown"
    THUMBNAIL = "thumbnail"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """An opened file and what to serve it as. `inline`: it may be shown in place; we painted it, or it is a video.

    `version` names the content, which never changes.
    """

    file: IO[bytes]
    name: str
    content_type: str
    size: int
    inline: bool
    version: str


def read_file(*, evidence: UUID, version: Version, actor: Actor) -> ReadFile:
    """The opened object; the caller closes it. Raises EvidenceUnseen where `actor` may not see it, or it has none.

    The same for merchants and staff: `visible_to` knows who sees what.
    """
    row = visible_to(actor).filter(id=evidence).first()
    if row is None:
        raise EvidenceUnseen
    key, media_type, inline = _object(row, version)
    store = storages["evidence"]
    if not key or not store.exists(key):
        raise EvidenceUnseen
    name = row.name.rpartition(".")[0] + media_type.ending if media_type.value != row.content_type else row.name
    return ReadFile(
        file=cast("IO[bytes]", store.open(key, "rb")),
        name=name,
        content_type=media_type.value,
        size=store.size(key),
        inline=inline,
        version=f"{evidence.hex}-{version}",
    )


def _object(row: Evidence, version: Version) -> tuple[str, MediaType, bool]:
    """Key, type, and whether it may be shown in place."""
    if version is Version.THUMBNAIL:
        return row.thumbnail_key, MediaType.JPEG, True
    if version is Version.SHOWN and row.shown_key:
        shown_type = MediaType.PNG if row.shown_key.endswith(MediaType.PNG.ending) else MediaType.JPEG
        return row.shown_key, shown_type, True
    playable = version is Version.SHOWN and row.media_kind == MediaKind.VIDEO
    return row.original_key, MediaType(row.content_type), playable
