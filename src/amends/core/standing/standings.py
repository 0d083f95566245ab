"""The four standings of an account, from good to strict, and the one table of what each forbids."""

from collections.abc import Mapping
from enum import StrEnum


class Standing(StrEnum):
    """How the platform stands with a merchant's account; the later, the stricter."""

    GOOD = "good"
    WARNED = "warned"
    RESTRICTED = "restricted"
    BLOCKED = "blocked"


class Effect(StrEnum):
    """What a standing can take away."""

    OPEN = "open"
    """Opening a dispute, and keeping a draft of one or files for it."""
    REFUND_ORIGINAL = "refund_original"
    """Asking for a refund the original way."""
    AUTOMATIC = "automatic"
    """Having a case decided by a clause, without a person."""


FORBIDS: Mapping[Standing, frozenset[Effect]] = {
    Standing.GOOD: frozenset(),
    Standing.WARNED: frozenset(),
    Standing.RESTRICTED: frozenset({Effect.REFUND_ORIGINAL, Effect.AUTOMATIC}),
    Standing.BLOCKED: frozenset(Effect),
}
"""Whatever is not named here stays: reading, answering open disputes, messages, the wallet and taking money out."""

STRICTNESS: Mapping[Standing, int] = {standing: at for at, standing in enumerate(Standing)}

FORBIDDEN_WORDS: Mapping[Standing, str] = {
    Standing.GOOD: "Nothing is forbidden.",
    Standing.WARNED: "Nothing is forbidden. If it happens again, stricter measures may follow.",
    Standing.RESTRICTED: (
        "New disputes can ask for a refund to the wallet or a resend, not for a refund the original way; "
        "and each of them is decided by a person."
    ),
    Standing.BLOCKED: (
        "No new dispute can be opened or drafted. Everything can be read; open disputes go on and can be answered; "
        "money in the wallet stays yours."
    ),
}
"""What a standing forbids, for people to read, untranslated."""
