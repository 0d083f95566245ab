"""The standard policy as it judges on the day of the tests' orders."""

from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.judge import Judge, Untrackable
from amends.usecases.policies.load_standard_policy import standard_document
from tests.makers.incoming import NOW

STANDARD = Program(parse_policy(standard_document()), version=1)
JUDGE = Judge(STANDARD, NOW.date(), Untrackable())
