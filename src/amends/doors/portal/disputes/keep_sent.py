"""Keeping what a POST of the opening form brought: the words in the draft, the marks and files beside them."""

from collections.abc import Iterable
from datetime import datetime

from amends.core.access import Actor
from amends.core.disputes.giving_evidence import DraftUnseen
from amends.core.evidence.purposes import Purpose
from amends.core.refusals import Refusal
from amends.doors.portal.disputes.sent_form import Sent
from amends.records.disputes.models import Draft
from amends.records.evidence.queries import files_of_draft
from amends.usecases.disputes.save_draft import SaveDraft, save_draft
from amends.usecases.evidence.add_evidence import AddEvidence, add_evidence
from amends.usecases.evidence.describe_evidence import DescribeEvidence, describe_evidence


def keep_words(sent: Sent, number: str, *, actor: Actor, now: datetime) -> Draft:
    """The draft with what was typed, and with the files marked as they were ticked.

    Raises what `save_draft` raises; DraftUnseen when the page's draft was opened or dropped meanwhile.
    """
    draft = save_draft(ask=SaveDraft(order=number, typed=sent.typed, draft=sent.draft), actor=actor, now=now)
    for file in files_of_draft(draft.id):
        marked = file.id in sent.marked
        if file.purpose is Purpose.COMPLAINT and file.shows_buyer_email != marked:
            describe_evidence(ask=DescribeEvidence(evidence=file.id, shows_buyer_email=marked), actor=actor)
    return draft


def keep_files(sent: Sent, draft: Draft, *, actor: Actor, now: datetime) -> list[Refusal]:
    """Adds each file that came with the form; the refusals of those that were not taken."""
    return list(_refused(sent, draft, actor=actor, now=now))


def _refused(sent: Sent, draft: Draft, *, actor: Actor, now: datetime) -> Iterable[Refusal]:
    for purpose, upload in sent.files:
        assert upload.file is not None
        ask = AddEvidence(file=upload.file, name=upload.name or "", purpose=purpose, draft=draft.id)
        try:
            add_evidence(ask=ask, actor=actor, now=now)
        except DraftUnseen:
            raise
        except Refusal as refusal:
            yield refusal
