"""Where the objects of a file lie in the store."""

from dataclasses import dataclass
from uuid import UUID

from amends.core.evidence.formats import MediaType

_ID_LETTERS = 36


@dataclass(frozen=True, slots=True)
class StorageKeys:
    """The keys of one file's objects; `shown` and `thumbnail` are empty for what is not a picture."""

    original: str
    shown: str = ""
    thumbnail: str = ""

    def all(self) -> list[str]:
        """Those that name an object."""
        return [key for key in (self.original, self.shown, self.thumbnail) if key]


def storage_keys(
    *, account_id: UUID, evidence_id: UUID, media_type: MediaType, shown_type: MediaType | None
) -> StorageKeys:
    """``account/file-what.ending``, made of ids alone: nothing a person typed becomes part of a path."""
    stem = f"{account_id}/{evidence_id}"
    original = f"{stem}-original{media_type.ending}"
    if shown_type is None:
        return StorageKeys(original)
    return StorageKeys(original, f"{stem}-shown{shown_type.ending}", f"{stem}-thumbnail.jpg")


def row_of_key(name: str) -> str:
    """The id of the row that an object of this name (without its account) belongs to."""
    return name[:_ID_LETTERS]
