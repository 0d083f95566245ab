"""Whether a draft running in the shadow found something else than the version in force."""

from collections.abc import Mapping
from typing import Any

COMPARED = ("answer", "clause", "ceiling", "missing")
"""What of a finding's gist counts."""


def differs(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two gists (Finding.gist) differ in the answer, the clause, the most money or the evidence missing."""
    return any(before[name] != after[name] for name in COMPARED)
