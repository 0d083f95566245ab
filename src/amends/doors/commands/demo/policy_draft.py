"""A draft of the policy that runs in the shadow of the version in force, and waits to be tried."""

from datetime import datetime, timedelta

from amends.core.policies.editing import SettingsEdit
from amends.records.access.models import User
from amends.records.access.queries import actor_of
from amends.records.policies.models import PolicyVersion
from amends.records.policies.queries import policy_of
from amends.usecases.policies.change_draft import ChangeDraft, change_draft
from amends.usecases.policies.draft_version import DraftVersion, draft_version
from amends.usecases.policies.shadow_version import ShadowVersion, shadow_version

WRITER = "policy@demo.example"
NOTE = "Two weeks to complain after delivery, and a shorter wait for late parcels."


def draft_policy(*, now: datetime) -> None:
    """Begun once; a second run changes nothing."""
    if PolicyVersion.objects.filter(number=None).exists():
        return
    owner = actor_of(User.objects.get(email=WRITER))
    assert owner
    begun = now - timedelta(days=2)
    draft = draft_version(ask=DraftVersion(note=NOTE), actor=owner, now=begun)
    numbers = {**dict(policy_of(draft.document).settings), "days_after_delivery": 14, "delay_days": 50}
    change_draft(ask=ChangeDraft(version=draft.id, edits=0, edit=SettingsEdit(numbers)), actor=owner, now=begun)
    edits = PolicyVersion.objects.values_list("edits", flat=True).get(id=draft.id)
    shadow_version(ask=ShadowVersion(version_id=draft.id, edits=edits, shadow=True), actor=owner, now=begun)
