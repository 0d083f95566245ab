"""Taking out a version of the policy to change it."""

from uuid import UUID

from amends.core.access import Actor
from amends.core.policies.versions import NotADraft, Status, VersionChanged, VersionUnseen
from amends.records.policies.models import PolicyVersion


def take_version(*, id: UUID, edits: int) -> PolicyVersion:  # noqa: A002 - the row's own word
    """The version, locked, as the page that counts `edits` shows it. Raises VersionUnseen, VersionChanged."""
    version = PolicyVersion.objects.select_for_update().filter(id=id).first()
    if version is None:
        raise VersionUnseen
    if version.edits != edits:
        raise VersionChanged
    return version


def take_draft(*, id: UUID, edits: int) -> PolicyVersion:  # noqa: A002 - the row's own word
    """The draft, locked. Raises VersionUnseen, NotADraft, VersionChanged."""
    version = take_version(id=id, edits=edits)
    if version.status != Status.DRAFT:
        raise NotADraft
    return version


def next_number() -> int:
    """The number after the highest. One approval at a time passes here, until its transaction ends.

    To be asked before any other version is locked.
    """
    given = PolicyVersion.objects.filter(number__isnull=False)
    given.select_for_update().order_by("number").values_list("number").first()
    return (given.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def note_writer(version: PolicyVersion, actor: Actor) -> None:
    """Counts the actor among those who wrote on the version, in memory."""
    if actor.id is not None and actor.id not in version.writers:
        version.writers = [*version.writers, actor.id]
