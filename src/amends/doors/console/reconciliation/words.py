"""What the reconciliation's words are called on staff's pages, and where a row leads."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.reconciliation.verdicts import Subject, Verdict
from amends.records.reconciliation.beside import Beside

VERDICTS: dict[Verdict, tuple[str | Promise, str, str]] = {
    Verdict.DIFFERS: (_("Amount or currency differs"), "bad", "full"),
    Verdict.OURS: (_("Only in our books"), "bad", "half"),
    Verdict.THEIRS: (_("Only at the payment house"), "bad", "half"),
    Verdict.AWAITED: (_("Not there yet"), "warn", "half"),
    Verdict.AGREES: (_("Agrees"), "good", "full"),
    Verdict.HOUSE: (_("The house's own"), "muted", "full"),
}
"""Words, tone and fill of a badge."""

SUBJECTS: dict[Subject, str | Promise] = {
    Subject.LEG: _("Refund"),
    Subject.TOP_UP: _("Top-up"),
    Subject.CLAIM: _("Claim"),
    Subject.PAYMENT: _("Payment of an order"),
    Subject.LINE: _("Line of the house"),
}

_PAGES = {
    Subject.LEG: "console:settlement",
    Subject.TOP_UP: "console:account",
    Subject.CLAIM: "console:claim",
    Subject.PAYMENT: "console:order",
    Subject.LINE: "console:order",
}


def address_of(row: Beside) -> str:
    """The page of the settlement, claim, order or account that a row is about; empty for none."""
    return reverse(_PAGES[row.subject], args=[row.leads_to]) if row.subject in _PAGES and row.leads_to else ""
