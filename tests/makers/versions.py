"""Versions of the policy in force, as a test needs them."""

from datetime import datetime
from uuid import uuid4

from amends.core.policies.versions import Status
from amends.records.policies.models import PolicyVersion
from amends.usecases.policies.load_standard_policy import standard_document


def standard_with(*changes: tuple[str, str]) -> str:
    """The standard policy's document with texts replaced; each must stand in it."""
    document = standard_document()
    for before, after in changes:
        assert before in document
        document = document.replace(before, after, 1)
    return document


def in_force(document: str, *, since: datetime) -> PolicyVersion:
    """A version that somebody wrote and somebody else approved."""
    last = PolicyVersion.objects.exclude(number=None).order_by("-number").values_list("number", flat=True)[0]
    assert last is not None
    return PolicyVersion.objects.create(
        number=last + 1,
        status=Status.APPROVED.value,
        document=document,
        written_by=uuid4(),
        reviewed_by=uuid4(),
        in_force_from=since,
    )


def automatic(clause: str) -> str:
    """The standard policy with one clause that decides by itself."""
    head = f'id = "{clause}"'
    document = standard_document()
    before, found, rest = document.partition(head)
    assert found
    end = rest.find("[[clause]]")
    body = rest if end < 0 else rest[:end]
    return before + head + body.rstrip("\n") + "\nautomatic = true\n\n" + rest[len(body) :]
