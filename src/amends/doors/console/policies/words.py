"""What versions of the policy, their parts and their changes are called on staff's pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.policies.answers import Answer
from amends.core.policies.catalog import Sort
from amends.core.policies.clauses import Anchor, Resend
from amends.core.policies.diff import Where
from amends.core.policies.versions import VersionState
from amends.core.policies.words import Bearer
from amends.core.trail.codes import TrailCode as T

Words = str | Promise

VERSION_BADGES: dict[VersionState, tuple[Words, str, str]] = {
    VersionState.DRAFT: (_("Draft"), "muted", "dashed"),
    VersionState.IN_REVIEW: (_("In review"), "warn", "half"),
    VersionState.SCHEDULED: (_("Scheduled"), "info", "most"),
    VersionState.IN_FORCE: (_("In force"), "good", "full"),
    VersionState.RETIRED: (_("Retired"), "muted", "full"),
    VersionState.WITHDRAWN: (_("Withdrawn"), "muted", "full"),
    VersionState.DISCARDED: (_("Discarded"), "muted", "empty"),
}
"""Words, tone and fill of a version's badge."""

TEST_WORDS: dict[str, Words] = {
    "is": _("is"),
    "in": _("is one of"),
    "has": _("includes"),
    "has_any": _("includes one of"),
    "at_least": _("is at least"),
    "at_most": _("is at most"),
    "before": _("is less than"),
    "after": _("is more than"),
    "known": _("is known"),
}

VALUE_WORDS: dict[Sort, Words] = {
    Sort.WORD: _("one of these words, or several with commas between"),
    Sort.COUNTRY: _("a country's code such as US, or several with commas between"),
    Sort.TEXT: _("a name, or several on lines of their own"),
    Sort.FLAG: _("yes or no"),
    Sort.COUNT: _("a whole number, or the name of a setting"),
    Sort.MONEY: _("an amount with the policy's currency, such as 20.00 USD"),
    Sort.SET: _("one of these words, or several with commas between"),
}
"""What is written as a condition's value, by the fact's kind."""

ANSWER_WORDS: dict[Answer, Words] = {
    Answer.YES: _("Yes: something may be had"),
    Answer.NO: _("No: nothing is granted"),
    Answer.PERSON: _("A person decides"),
}

ANCHOR_WORDS: dict[Anchor, Words] = {
    Anchor.DEPARTURE: _("the parcel's departure"),
    Anchor.DELIVERY: _("delivery"),
    Anchor.PAYMENT: _("payment"),
    Anchor.SIGNING: _("the warehouse's signature for the parcel"),
}

RESEND_WORDS: dict[Resend, Words] = {
    Resend.ALL: _("The same goods again"),
    Resend.MISSING_PART: _("The missing part"),
}

BEARER_WORDS = {
    Bearer.PLATFORM: _("Platform"),
    Bearer.SUPPLIER: _("Supplier"),
    Bearer.CARRIER: _("Carrier"),
    Bearer.MERCHANT: _("Merchant"),
}

WHERE_WORDS: dict[Where, Words] = {
    Where.POLICY: _("The policy itself"),
    Where.SETTING: _("Settings"),
    Where.EVIDENCE: _("Evidence"),
    Where.CLAUSE: _("Clauses"),
}

TRAIL_WORDS: dict[T, Words] = {
    T.POLICY_DRAFTED: _("began the draft"),
    T.POLICY_CHANGED: _("changed the draft"),
    T.POLICY_SUBMITTED: _("submitted it for review"),
    T.POLICY_RETURNED: _("sent it back"),
    T.POLICY_APPROVED: _("approved it"),
    T.POLICY_WITHDRAWN: _("withdrew it"),
    T.POLICY_DISCARDED: _("discarded the draft"),
    T.POLICY_SHADOWED: _("changed whether it runs in the shadow"),
}
"""What somebody did, after their name."""
