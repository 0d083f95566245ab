"""What articles may name in double braces, because the program knows it: ``{{max_files}}``."""

from datetime import timedelta

from django.conf import settings

from amends.core.evidence.formats import ACCEPTED_LABELS
from amends.core.evidence.limits import human_size


def article_facts() -> dict[str, str]:
    """Name → words. Limits of evidence, how long each state waits, what numbers begin with."""
    limits, waits = settings.EVIDENCE_LIMITS, settings.DISPUTE_WAITS
    return {
        "dispute_prefix": settings.DISPUTE_PREFIX,
        "wholesale_prefix": settings.WHOLESALE_PREFIX,
        "file_formats": ACCEPTED_LABELS,
        "max_files": str(limits.max_files),
        "max_file_size": human_size(limits.max_file_bytes),
        "max_total_size": human_size(limits.max_total_bytes),
        "review_wait": wait_in_words(waits.review),
        "evidence_wait": wait_in_words(waits.evidence),
        "offer_wait": wait_in_words(waits.offer),
        "settling_wait": wait_in_words(waits.settling),
        "draft_wait": wait_in_words(waits.draft),
    }


def wait_in_words(wait: timedelta) -> str:
    """``48 hours``, ``7 days``: days from three of them on, where none is broken."""
    if wait.days >= 3 and not wait.seconds:
        return f"{wait.days} days"
    hours = int(wait.total_seconds()) // 3600
    return "1 hour" if hours == 1 else f"{hours} hours"
