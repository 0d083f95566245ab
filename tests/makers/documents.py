"""The standard policy's document with changes, and versions made of documents."""

from datetime import datetime

from amends.records.policies.models import PolicyVersion
from amends.usecases.policies.load_standard_policy import standard_document
from tests.makers.incoming import NOW
from tests.makers.versions import approved, begun, policy_owner, submitted


def standard_with(*changes: tuple[str, str]) -> str:
    """The standard policy's document with texts replaced; each must stand in it."""
    document = standard_document()
    for before, after in changes:
        assert before in document
        document = document.replace(before, after, 1)
    return document


def automatic(clause: str) -> str:
    """The standard policy with one clause that decides by itself."""
    before, head, rest = standard_document().partition(f'id = "{clause}"')
    assert head
    body, joint, others = rest.partition("[[clause]]")
    return before + head + body.rstrip("\n") + "\nautomatic = true\n\n" + joint + others


def in_force_since(document: str, since: datetime) -> PolicyVersion:
    """A version of that document which one wrote and another approved; scheduled, where `since` is still to come."""
    writer, reviewer, now = policy_owner(), policy_owner(), min(since, NOW)
    draft = submitted(begun(writer, document=document, now=now), writer, now=now)
    return approved(draft, reviewer, starts=since if since > now else None, now=now)
