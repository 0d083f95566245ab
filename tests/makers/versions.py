"""Versions of the policy, made by the verbs themselves."""

from collections.abc import Mapping
from datetime import datetime

from amends.core.access import Role
from amends.core.policies.editing import SettingsEdit
from amends.records.policies.models import PolicyVersion
from amends.records.policies.queries import policy_of
from amends.usecases.policies.approve_version import ApproveVersion, approve_version
from amends.usecases.policies.change_draft import ChangeDraft, change_draft
from amends.usecases.policies.draft_version import DraftVersion, draft_version
from amends.usecases.policies.submit_version import SubmitVersion, submit_version
from tests.makers.people import NOW, Person, staff


def policy_owner() -> Person:
    """Somebody who may write and approve policies."""
    return staff(Role.POLICY_OWNER)


def first_version() -> PolicyVersion:
    """The version that every installation begins with."""
    return PolicyVersion.objects.get(number=1)


def begun(by: Person, *, document: str | None = None, note: str = "", now: datetime = NOW) -> PolicyVersion:
    """A draft, by default a copy of the version in force."""
    return draft_version(ask=DraftVersion(document=document, note=note), actor=by.actor, now=now)


def set_numbers(draft: PolicyVersion, by: Person, numbers: Mapping[str, int], *, now: datetime = NOW) -> PolicyVersion:
    """The draft with some settings changed."""
    settings = {**dict(policy_of(draft.document).settings), **numbers}
    ask = ChangeDraft(version=draft.id, edits=draft.edits, edit=SettingsEdit(settings))
    assert change_draft(ask=ask, actor=by.actor, now=now)
    return again(draft)


def submitted(draft: PolicyVersion, by: Person, *, now: datetime = NOW) -> PolicyVersion:
    """The draft in review."""
    submit_version(ask=SubmitVersion(version=draft.id, edits=draft.edits), actor=by.actor, now=now)
    return again(draft)


def approved(
    version: PolicyVersion, by: Person, *, starts: datetime | None = None, now: datetime = NOW
) -> PolicyVersion:
    """The version approved, in force at once or from then."""
    ask = ApproveVersion(version=version.id, edits=version.edits, in_force_from=starts)
    approve_version(ask=ask, actor=by.actor, now=now)
    return again(version)


def in_force(writer: Person, reviewer: Person, *, now: datetime = NOW, **numbers: int) -> PolicyVersion:
    """A version with some settings changed, written, approved and in force at once."""
    draft = set_numbers(begun(writer, now=now), writer, numbers, now=now)
    return approved(submitted(draft, writer, now=now), reviewer, now=now)


def again(version: PolicyVersion) -> PolicyVersion:
    """The version as the database has it now."""
    return PolicyVersion.objects.get(id=version.id)
