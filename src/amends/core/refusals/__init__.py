"""Holds: what every refusal is. Each refusal itself stands beside the rule that raises it.

May use: nothing.
Never: an HTTP status, or a sentence without its facts.
"""

from amends.core.refusals.each import check_each
from amends.core.refusals.refusal import Refusal, code_table
from amends.core.refusals.said import Said, Words

__all__ = ["Refusal", "Said", "Words", "check_each", "code_table"]
