"""What a debit note's words are called on staff's pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.liability.notes import NoteState
from amends.core.policies.words import Bearer

NOTE_STATES: dict[NoteState, tuple[str | Promise, str, str]] = {
    NoteState.COLLECTING: (_("Collecting"), "muted", "dashed"),
    NoteState.ISSUED: (_("Issued"), "info", "half"),
    NoteState.DISPUTED: (_("Disputed"), "warn", "half"),
    NoteState.UPHELD: (_("Upheld"), "violet", "most"),
    NoteState.CREDITED: (_("Credited"), "violet", "most"),
    NoteState.SETTLED: (_("Settled"), "good", "full"),
}
"""Words, tone and fill of a note's badge."""

BEARER_WORDS: dict[Bearer, str | Promise] = {
    Bearer.PLATFORM: _("Platform"),
    Bearer.SUPPLIER: _("Supplier"),
    Bearer.CARRIER: _("Carrier"),
    Bearer.MERCHANT: _("Merchant"),
}

STEP_WORDS: dict[NoteState, str | Promise] = {
    NoteState.ISSUED: _("Issued"),
    NoteState.DISPUTED: _("Objected to"),
    NoteState.UPHELD: _("Upheld"),
    NoteState.CREDITED: _("Credited"),
    NoteState.SETTLED: _("Paid"),
}
"""What became of a note, by the state that it came to."""
