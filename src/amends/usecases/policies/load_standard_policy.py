"""Load the policy that Amends ships: version 1 of every new installation."""

from importlib.resources import files

from amends.core.policies.clauses import Policy
from amends.core.policies.document import parse_policy


def standard_document() -> str:
    """The standard policy's document, TOML, as people read and edit it."""
    return files("amends.usecases.policies").joinpath("standard_policy.toml").read_text(encoding="utf-8")


def load_standard_policy() -> Policy:
    """The standard policy. Raises PolicyInvalid should the shipped document be damaged."""
    return parse_policy(standard_document())
