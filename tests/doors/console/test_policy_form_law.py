"""Whatever a clause says, its form says the same: what was not touched is not changed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import QueryDict
from hypothesis import assume, given, settings

from amends.core.policies.clauses import Policy
from amends.core.policies.document import parse_policy
from amends.core.policies.editing import ClauseEdit, edited
from amends.core.policies.issues import PolicyInvalid
from amends.core.policies.versions import VersionState
from amends.core.policies.writing import policy_text
from amends.doors.console.policies.clause_form import ClauseForm
from amends.records.policies.queries import VersionShown
from tests.core.policies.strategies import policies
from tests.makers.people import NOW


def draft_of(policy: Policy) -> VersionShown:
    """A draft with that document."""
    return VersionShown(
        id=UUID(int=1),
        number=None,
        state=VersionState.DRAFT,
        note="",
        document=policy_text(policy),
        edits=0,
        based_on=None,
        written_by="",
        writers=frozenset(),
        created_at=NOW,
        changed_at=NOW,
        submitted_at=None,
        reviewed_by="",
        reviewed_at=None,
        review_words="",
        starts=None,
        ends=None,
    )


def readable(document: str) -> bool:
    """Whether the document is a policy: made-up windows may overlap."""
    try:
        parse_policy(document)
    except PolicyInvalid:
        return False
    return True


def sent(form: ClauseForm) -> QueryDict:
    """What a browser sends of a form that nobody touched."""
    told = QueryDict(mutable=True)
    for name in form.fields:
        value: Any = form[name].value()
        if isinstance(value, list | tuple):
            told.setlist(name, list(value))
        elif value is not False:
            told[name] = "" if value is None else str(value).replace("\n", "\r\n")
    told["edits"] = "0"
    return told


@settings(max_examples=60, deadline=None)
@given(policies())
def test_an_untouched_form_changes_nothing_of_its_clause(policy: Policy) -> None:
    draft = draft_of(policy)
    # A browser sends line ends as two characters, which are read as one: a lone return is nothing a form can keep.
    assume(readable(draft.document) and "\\u000d" not in draft.document)
    for clause in policy.clauses:
        form = ClauseForm(draft, clause.id, sent(ClauseForm(draft, clause.id)))
        assert form.is_valid(), form.errors
        again = edited(draft.document, form.edit())
        assert again == edited(draft.document, ClauseEdit(None, None)) == draft.document
        assert replace(draft, document=again).policy == draft.policy
