"""What can happen to an account's standing: the closed list that its history and its notices use."""

from enum import StrEnum


class StandingCode(StrEnum):
    """`standing.what`."""

    IMPOSED = "standing.imposed"
    LIFTED = "standing.lifted"
    EXPIRED = "standing.expired"
    CONTESTED = "standing.contested"
    CONTEST_ESCALATED = "standing.contest_escalated"
    CONTEST_UPHELD = "standing.contest_upheld"
    CONTEST_LIFTED = "standing.contest_lifted"
