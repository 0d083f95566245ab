"""The standard policy as it judges on the day of the tests' orders."""

import re

from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.judge import Judge, Untrackable
from amends.core.policies.versions import Status
from amends.records.policies.models import PolicyVersion
from amends.usecases.policies.load_standard_policy import standard_document
from tests.makers.incoming import NOW

STANDARD = Program(parse_policy(standard_document()), version=1)
JUDGE = Judge(STANDARD, NOW.date(), Untrackable())


def draft_document(**settings: int) -> str:
    """The standard policy's document with other numbers in its settings."""
    document = standard_document()
    for name, value in settings.items():
        document, found = re.subn(rf"(?m)^{name} = \d+$", f"{name} = {value}", document)
        assert found == 1
    return document


def draft(document: str = "", **changes: object) -> PolicyVersion:
    """A draft with that document, or the standard one's."""
    return PolicyVersion.objects.create(
        **{"document": document or standard_document(), "status": Status.DRAFT.value, "edits": 3, **changes}
    )
