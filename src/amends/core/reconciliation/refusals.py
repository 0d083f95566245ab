"""What cannot be asked of statements."""

from amends.core.refusals import Refusal


class StatementUnderWay(Refusal):
    """The provider's lines are being fetched, or will be in a moment."""

    code = "reconciliation.under_way"
    sentence = "The lines of this payment house are being fetched already."
